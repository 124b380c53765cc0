package io.stepwell.tasks.aws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.core.traits.DefaultValueTrait;

/// An operation of a client: its request type, and whether bytes stream beside request or response.
final class Operation {
  private final Method method;
  private final Method builder;
  private final List<Class<?>> parameters;

  /// What came back.
  ///
  /// @param body of an operation whose response streams
  record Reply(SdkResponse response, @Nullable SdkBytes body) {}

  private Operation(Method method) throws NoSuchMethodException {
    this.method = method;
    parameters = List.of(method.getParameterTypes());
    builder = parameters.getFirst().getMethod("builder");
  }

  /// @param methods of one name that take a request
  /// @return null when there is none that can be called and waited for
  static @Nullable Operation of(Stream<Method> methods) {
    Method found =
        methods
            .filter(Operation::usable)
            .max(Comparator.comparingInt(Method::getParameterCount))
            .orElse(null);
    try {
      return found == null ? null : new Operation(found);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a request without a builder: " + found, e);
    }
  }

  private static boolean usable(Method method) {
    return Arrays.stream(method.getParameterTypes())
            .skip(1)
            .allMatch(type -> type == RequestBody.class || type == ResponseTransformer.class)
        && (SdkResponse.class.isAssignableFrom(method.getReturnType())
            || method.getReturnType() == Object.class);
  }

  boolean takesBody() {
    return parameters.contains(RequestBody.class);
  }

  boolean streams() {
    return parameters.contains(ResponseTransformer.class);
  }

  /// The member that tells a repeated request from a new one, if there is one.
  @Nullable String tokenName() {
    return request().sdkFields().stream()
        .filter(field -> field.containsTrait(DefaultValueTrait.class))
        .filter(field -> field.memberName().toLowerCase(Locale.ROOT).contains("token"))
        .map(SdkField::memberName)
        .findFirst()
        .orElse(null);
  }

  /// A new request to be filled in.
  SdkPojo request() {
    try {
      return (SdkPojo) builder.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a request that cannot be made: " + builder, e);
    }
  }

  /// Calls it for the stream of its response, which whoever reads it closes.
  ResponseInputStream<?> open(Object client, Object request) {
    return (ResponseInputStream<?>)
        invoke(client, new Object[] {request, ResponseTransformer.toInputStream()});
  }

  /// Calls it with a file beside the request.
  void send(Object client, Object request, Path file) {
    invoke(client, new Object[] {request, RequestBody.fromFile(file)});
  }

  /// Calls it.
  ///
  /// @param body of an operation that takes one
  Reply call(Object client, Object request, SdkBytes body) {
    AtomicReference<@Nullable SdkBytes> received = new AtomicReference<>();
    Object[] arguments = new Object[parameters.size()];
    arguments[0] = request;
    for (int i = 1; i < arguments.length; i++) {
      arguments[i] =
          parameters.get(i) == RequestBody.class
              ? RequestBody.fromBytes(body.asByteArrayUnsafe())
              : reading(received);
    }
    return new Reply((SdkResponse) invoke(client, arguments), received.get());
  }

  private Object invoke(Object client, Object[] arguments) {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a client fails with exceptions of its own", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a client's interface is public", e);
    }
  }

  /// Reads no more than state data may have, and one byte by which that shows.
  private static ResponseTransformer<SdkResponse, SdkResponse> reading(
      AtomicReference<@Nullable SdkBytes> received) {
    return (response, stream) -> {
      try (stream) {
        byte[] bytes = stream.readNBytes(Result.MAX_BYTES + 1);
        received.set(SdkBytes.fromByteArrayUnsafe(bytes));
        if (bytes.length > Result.MAX_BYTES) {
          stream.abort();
        }
      }
      return response;
    };
  }
}
