package io.stepwell.runtime.catalog;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import org.jspecify.annotations.Nullable;

/// An ARN of Step Functions, taken apart: `arn:P:states:R:A:kind:resource`.
///
/// @param resource everything behind the kind
public record Arn(Account account, String kind, String resource) {
  public static final String STATE_MACHINE = "stateMachine";
  public static final String EXECUTION = "execution";
  public static final String EXPRESS = "express";
  public static final String MAP_RUN = "mapRun";
  public static final String ACTIVITY = "activity";

  /// A state machine, or a version or alias of it.
  ///
  /// @param qualifier a version's number or an alias's name; null for the machine itself
  public record StateMachineArn(Account account, String name, @Nullable String qualifier) {
    public String text() {
      String machine = stateMachine(account, name);
      return qualifier == null ? machine : machine + ":" + qualifier;
    }

    /// The machine itself.
    public StateMachineArn machine() {
      return new StateMachineArn(account, name, null);
    }

    /// Whether it is qualified by a number; names of aliases never are one.
    public boolean isVersion() {
      return qualifier != null && qualifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Whether it is of a Distributed Map state inside a machine.
    public boolean isLabeled() {
      return name.indexOf('/') >= 0;
    }
  }

  public record ExecutionArn(Account account, String stateMachine, String name) {}

  /// @param id what tells executions of one name apart
  public record ExpressArn(Account account, String stateMachine, String name, String id) {}

  /// @param stateMachine with its label: `NAME/LABEL`
  public record MapRunArn(Account account, String stateMachine, String id) {}

  public record ActivityArn(Account account, String name) {}

  /// @throws CallerException InvalidArn, in AWS's words
  public static StateMachineArn parseStateMachine(String text) {
    Arn arn = parse(text, STATE_MACHINE);
    String[] parts = arn.resource.split(":", -1);
    if (parts.length > 2 || parts[0].isEmpty() || parts[parts.length - 1].isEmpty()) {
      throw malformed(text);
    }
    return new StateMachineArn(arn.account, parts[0], parts.length == 1 ? null : parts[1]);
  }

  /// Of a standard execution: no call that takes an execution's ARN takes an express one.
  ///
  /// @throws CallerException InvalidArn, in AWS's words
  public static ExecutionArn parseExecution(String text) {
    Arn arn = parse(text, EXECUTION);
    String[] parts = arn.resource.split(":", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw malformed(text);
    }
    return new ExecutionArn(arn.account, parts[0], parts[1]);
  }

  /// Of an express execution.
  ///
  /// @throws CallerException InvalidArn, in AWS's words
  public static ExpressArn parseExpress(String text) {
    Arn arn = parse(text, EXPRESS);
    String[] parts = arn.resource.split(":", -1);
    if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
      throw malformed(text);
    }
    return new ExpressArn(arn.account, parts[0], parts[1], parts[2]);
  }

  /// @throws CallerException InvalidArn, in AWS's words
  public static MapRunArn parseMapRun(String text) {
    Arn arn = parse(text, MAP_RUN);
    String[] parts = arn.resource.split(":", -1);
    if (parts.length != 2 || parts[0].indexOf('/') <= 0 || parts[1].isEmpty()) {
      throw malformed(text);
    }
    return new MapRunArn(arn.account, parts[0], parts[1]);
  }

  /// @throws CallerException InvalidArn, in AWS's words
  public static ActivityArn parseActivity(String text) {
    Arn arn = parse(text, ACTIVITY);
    if (arn.resource.isEmpty() || arn.resource.indexOf(':') >= 0) {
      throw malformed(text);
    }
    return new ActivityArn(arn.account, arn.resource);
  }

  /// Whether a text is, by its form, the ARN of an activity.
  static boolean isActivity(String text) {
    String[] parts = text.split(":", 7);
    return parts.length == 7 && parts[5].equals(ACTIVITY);
  }

  public static String stateMachine(Account account, String name) {
    return prefix(account) + STATE_MACHINE + ":" + name;
  }

  public static String execution(Account account, String stateMachine, String name) {
    return prefix(account) + EXECUTION + ":" + stateMachine + ":" + name;
  }

  public static String express(Account account, String stateMachine, String name) {
    return prefix(account) + EXPRESS + ":" + stateMachine + ":" + name;
  }

  public static String activity(Account account, String name) {
    return prefix(account) + ACTIVITY + ":" + name;
  }

  private static String prefix(Account account) {
    return "arn:" + account.partition() + ":states:" + account.region() + ":" + account.id() + ":";
  }

  private static Arn parse(String text, String kind) {
    String[] parts = text.split(":", 7);
    if (parts.length < 7 || !parts[0].equals("arn") || !parts[2].equals("states")) {
      throw malformed(text);
    }
    if (parts[1].isEmpty() || parts[3].isEmpty() || parts[4].isEmpty()) {
      throw malformed(text);
    }
    if (!parts[5].equals(kind)) {
      throw new CallerException(
          ErrorCode.INVALID_ARN,
          "Invalid Arn: 'Resource type not valid in this context: " + parts[5] + "'");
    }
    return new Arn(new Account(parts[1], parts[3], parts[4]), parts[5], parts[6]);
  }

  private static CallerException malformed(String text) {
    return new CallerException(
        ErrorCode.INVALID_ARN, "Invalid Arn: 'Invalid ARN prefix: " + text + "'");
  }
}
