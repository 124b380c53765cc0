package io.stepwell.tasks.states;

import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves `states:startExecution` in its forms, and `aws-sdk:sfn`.
public final class StatesTasks implements TaskHandlers {
  private static final String SERVICE = "arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:";
  private static final Pattern NESTED =
      Pattern.compile(
          SERVICE + "states:startExecution(?:(\\.sync)|(\\.sync:2)|\\.waitForTaskToken)?");
  private static final Pattern SDK =
      Pattern.compile(SERVICE + "aws-sdk:sfn:([a-zA-Z]+)(?:\\.waitForTaskToken)?");

  private final StepFunctions stepFunctions;
  private final TaskHandler start;
  private final TaskHandler sync;
  private final TaskHandler sync2;

  /// @param clock for the `Date` header in results
  public StatesTasks(StepFunctions stepFunctions, Clock clock) {
    this.stepFunctions = stepFunctions;
    start = new NestedTask(stepFunctions, NestedTask.Form.START, clock);
    sync = new NestedTask(stepFunctions, NestedTask.Form.SYNC, clock);
    sync2 = new NestedTask(stepFunctions, NestedTask.Form.SYNC_2, clock);
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    Matcher nested = NESTED.matcher(resource);
    if (nested.matches()) {
      return nested.group(1) != null ? sync : nested.group(2) != null ? sync2 : start;
    }
    Matcher sdk = SDK.matcher(resource);
    return sdk.matches() ? new SdkTask(stepFunctions, Shapes.capitalized(sdk.group(1))) : null;
  }
}
