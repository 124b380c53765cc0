package io.stepwell.runtime.catalog;

import io.stepwell.runtime.Account;
import java.util.Map;

/// An activity as the catalog holds it; immutable.
///
/// @param accountNumber the account's number in keys
public record ActivityEntry(
    Account account, int accountNumber, String name, long createdAt, Map<String, String> tags) {
  public String arn() {
    return Arn.activity(account, name);
  }
}
