package io.stepwell.api.logs;

import io.stepwell.api.logs.LogGroups.Group;
import io.stepwell.runtime.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Operations on log groups.
final class GroupOperations {
  private static final int MAX_PAGE = 50;

  private static final Set<Long> RETENTIONS =
      Set.of(
          1L, 3L, 5L, 7L, 14L, 30L, 60L, 90L, 120L, 150L, 180L, 365L, 400L, 545L, 731L, 1096L,
          1827L, 2192L, 2557L, 2922L, 3288L, 3653L);

  private final LogGroups groups;

  GroupOperations(LogGroups groups) {
    this.groups = groups;
  }

  Map<String, Object> create(Account account, Parameters parameters) {
    if (!groups.create(account, parameters.group())) {
      throw LogsException.exists();
    }
    return Map.of();
  }

  Map<String, Object> delete(Account account, Parameters parameters) {
    if (!groups.delete(account, parameters.group())) {
      throw LogsException.noGroup();
    }
    return Map.of();
  }

  Map<String, Object> retain(Account account, Parameters parameters) {
    long days = parameters.number("retentionInDays", 0);
    if (!RETENTIONS.contains(days)) {
      throw LogsException.invalid(
          "1 validation error detected: Value '%d' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: %s"
              .formatted(days, RETENTIONS.stream().sorted().toList()));
    }
    return retain(account, parameters, (int) days);
  }

  Map<String, Object> retainForEver(Account account, Parameters parameters) {
    return retain(account, parameters, null);
  }

  private Map<String, Object> retain(
      Account account, Parameters parameters, @Nullable Integer days) {
    if (!groups.retain(account, parameters.group(), days)) {
      throw LogsException.noGroup();
    }
    return Map.of();
  }

  /// By name; the page token is the last name.
  Map<String, Object> describe(Account account, Parameters parameters) {
    int limit = parameters.limit(MAX_PAGE);
    String after = parameters.text("nextToken", "");
    String within = parameters.text("logGroupNamePattern", "");
    List<Map<String, Object>> shown = new ArrayList<>();
    String last = "";
    for (Group group : groups.list(account, parameters.text("logGroupNamePrefix", ""))) {
      if (group.name().compareTo(after) <= 0 || !group.name().contains(within)) {
        continue;
      }
      if (shown.size() == limit) {
        return Map.of("logGroups", shown, "nextToken", last);
      }
      shown.add(shown(account, group));
      last = group.name();
    }
    return Map.of("logGroups", shown);
  }

  private static Map<String, Object> shown(Account account, Group group) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("logGroupName", group.name());
    members.put("creationTime", group.createdAt());
    Integer days = group.retentionDays();
    if (days != null) {
      members.put("retentionInDays", (long) days);
    }
    members.put("metricFilterCount", 0L);
    members.put("arn", arn(account, group.name()) + ":*");
    members.put("storedBytes", group.storedBytes());
    members.put("logGroupClass", "STANDARD");
    members.put("logGroupArn", arn(account, group.name()));
    return members;
  }

  static String arn(Account account, String group) {
    return "arn:%s:logs:%s:%s:log-group:%s"
        .formatted(account.partition(), account.region(), account.id(), group);
  }
}
