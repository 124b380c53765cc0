package io.stepwell.runtime.catalog;

import io.stepwell.runtime.Account;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An activity as the catalog holds it; immutable.
///
/// @param accountNumber the account's number in keys
/// @param encryption as callers gave it; null for AWS's default
/// @param tags in the order in which they were given
public record ActivityEntry(
    Account account,
    int accountNumber,
    String name,
    long createdAt,
    @Nullable Object encryption,
    Map<String, String> tags) {
  public ActivityEntry {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  public String arn() {
    return Arn.activity(account, name);
  }

  ActivityEntry withTags(Map<String, String> others) {
    return new ActivityEntry(account, accountNumber, name, createdAt, encryption, others);
  }
}
