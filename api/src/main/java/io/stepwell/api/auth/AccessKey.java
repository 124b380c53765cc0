package io.stepwell.api.auth;

/// A key that requests are signed with, as the configuration has it.
///
/// @param account the only one that it sees
public record AccessKey(String id, String secret, String account, Role role) {
  @Override
  public String toString() {
    return "AccessKey[" + id + ", " + account + ", " + role + "]";
  }
}
