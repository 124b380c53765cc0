package io.stepwell.functions;

import org.jspecify.annotations.Nullable;

/// The ARNs of the functions that are here.
record Arns(String region, String account) {
  String of(String name) {
    return "arn:aws:lambda:%s:%s:function:%s".formatted(region, account, name);
  }

  /// As the caller meant it: for messages, too, about what is not here.
  String of(FunctionReference reference, @Nullable String qualifier) {
    return "arn:aws:lambda:%s:%s:function:%s%s"
        .formatted(
            reference.region() == null ? region : reference.region(),
            reference.account() == null ? account : reference.account(),
            reference.name(),
            qualifier == null ? "" : ":" + qualifier);
  }

  boolean isHere(FunctionReference reference) {
    return (reference.region() == null || reference.region().equals(region))
        && (reference.account() == null || reference.account().equals(account));
  }
}
