package io.stepwell.runtime.catalog;

/// How much the catalog takes. The defaults are AWS's quotas.
///
/// @param stateMachines per account and region
/// @param activities per account and region
/// @param versions per state machine
/// @param aliases per state machine
/// @param tags per resource
public record Quotas(int stateMachines, int activities, int versions, int aliases, int tags) {
  public static final Quotas AWS = new Quotas(100_000, 100_000, 1_000, 100, 50);
}
