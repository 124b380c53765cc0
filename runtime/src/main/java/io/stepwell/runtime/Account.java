package io.stepwell.runtime;

/// On whose behalf a request is made, and where.
///
/// @param partition of AWS: `aws` and its like
public record Account(String partition, String region, String id) {
  public static final Account DEFAULT = new Account("aws", "us-east-1", "123456789012");
}
