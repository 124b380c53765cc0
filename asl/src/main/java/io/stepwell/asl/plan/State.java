package io.stepwell.asl.plan;

/// One state. The eight types of the language, one file each.
public sealed interface State
    permits TaskState,
        PassState,
        ChoiceState,
        WaitState,
        SucceedState,
        FailState,
        ParallelState,
        MapState {
  /// 1 to 80 characters.
  String name();

  QueryLanguage language();
}
