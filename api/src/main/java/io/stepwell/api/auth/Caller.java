package io.stepwell.api.auth;

import org.jspecify.annotations.Nullable;

/// Who makes a request.
///
/// @param key null when nobody is asked who they are
/// @param region what the request was signed for, or null
public record Caller(@Nullable AccessKey key, @Nullable String region) {
  /// On a server that asks nobody.
  public static Caller anybody(@Nullable String region) {
    return new Caller(null, region);
  }

  /// @throws AuthException AccessDeniedException
  public void require(Role needed, String action) {
    if (key != null && !key.role().covers(needed)) {
      throw AuthException.denied(
          "User: arn:aws:iam::%s:user/%s is not authorized to perform: %s because no identity-based policy allows the %s action"
              .formatted(key.account(), key.id(), action, action));
    }
  }

  /// A key sees its own account only.
  ///
  /// @throws AuthException AccessDeniedException
  public void requireAccount(String account, String action, String arn) {
    if (key != null && !key.account().equals(account)) {
      throw AuthException.denied(
          "User: arn:aws:iam::%s:user/%s is not authorized to perform: %s on resource: %s because no resource-based policy allows the %s action"
              .formatted(key.account(), key.id(), action, arn, action));
    }
  }
}
