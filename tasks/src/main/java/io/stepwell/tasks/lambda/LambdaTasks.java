package io.stepwell.tasks.lambda;

import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves both kinds of resource that call a function.
public final class LambdaTasks implements TaskHandlers {
  private static final Pattern FUNCTION =
      Pattern.compile("arn:aws[a-zA-Z-]*:lambda:[^:]+:\\d{12}:function:[^:]+(:[^:]+)?");
  private static final Pattern INVOKE =
      Pattern.compile("arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:lambda:invoke(\\.waitForTaskToken)?");

  private final TaskHandler function;
  private final TaskHandler invoke;

  public LambdaTasks(Invoker invoker, Clock clock) {
    function = new FunctionTask(invoker);
    invoke = new InvokeTask(invoker, clock);
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    if (INVOKE.matcher(resource).matches()) {
      return invoke;
    }
    return FUNCTION.matcher(resource).matches() ? function : null;
  }
}
