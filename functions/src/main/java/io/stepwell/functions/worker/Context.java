package io.stepwell.functions.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a handler may be given beside the input: a plain map, or, for a function that brings AWS's
/// `aws-lambda-java-core`, that library's `Context`.
final class Context {
  static final String AWS_TYPE = "com.amazonaws.services.lambda.runtime.Context";

  private final RuntimeClient.Next next;

  Context(RuntimeClient.Next next) {
    this.next = next;
  }

  /// The context as an argument of a type that [#fits].
  Object as(Class<?> type) {
    return type.getName().equals(AWS_TYPE) ? proxy(type, this::answer) : map();
  }

  static boolean fits(Class<?> type) {
    return type.getName().equals(AWS_TYPE) || type.isAssignableFrom(Map.class);
  }

  private Map<String, Object> map() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("awsRequestId", next.requestId());
    members.put("functionName", Bootstrap.variable("AWS_LAMBDA_FUNCTION_NAME"));
    members.put("functionVersion", Bootstrap.variable("AWS_LAMBDA_FUNCTION_VERSION"));
    members.put("invokedFunctionArn", next.header("lambda-runtime-invoked-function-arn"));
    members.put("memoryLimitInMB", memory());
    members.put("logGroupName", Bootstrap.variable("AWS_LAMBDA_LOG_GROUP_NAME"));
    members.put("logStreamName", Bootstrap.variable("AWS_LAMBDA_LOG_STREAM_NAME"));
    members.put("remainingTimeInMillis", remaining());
    return members;
  }

  private @Nullable Object answer(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "getAwsRequestId" -> next.requestId();
      case "getFunctionName" -> Bootstrap.variable("AWS_LAMBDA_FUNCTION_NAME");
      case "getFunctionVersion" -> Bootstrap.variable("AWS_LAMBDA_FUNCTION_VERSION");
      case "getInvokedFunctionArn" -> next.header("lambda-runtime-invoked-function-arn");
      case "getMemoryLimitInMB" -> memory();
      case "getLogGroupName" -> Bootstrap.variable("AWS_LAMBDA_LOG_GROUP_NAME");
      case "getLogStreamName" -> Bootstrap.variable("AWS_LAMBDA_LOG_STREAM_NAME");
      case "getRemainingTimeInMillis" -> remaining();
      case "getLogger" -> proxy(method.getReturnType(), Context::log);
      default ->
          method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments) : null;
    };
  }

  private static @Nullable Object log(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments == null || arguments.length != 1) {
      return method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments) : null;
    }
    System.out.println(
        arguments[0] instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : arguments[0]);
    return null;
  }

  private static Object proxy(Class<?> type, InvocationHandler answers) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers);
  }

  private static int memory() {
    return Integer.parseInt(Bootstrap.variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
  }

  private int remaining() {
    long deadline = Long.parseLong(next.header("lambda-runtime-deadline-ms"));
    return (int) Math.max(0, deadline - System.currentTimeMillis());
  }
}
