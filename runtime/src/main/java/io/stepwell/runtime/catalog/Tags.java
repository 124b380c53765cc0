package io.stepwell.runtime.catalog;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.catalog.Arn.StateMachineArn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The tags of state machines and activities: 50 per resource at most; letters, digits, white space
/// and `_ . : / = + - @`; keys that begin with `aws:` are AWS's own. Versions and aliases have none.
public final class Tags {
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private final Entries entries;
  private final Activities activities;
  private final StateMachines machines;
  private final Quotas quotas;

  Tags(Entries entries, Activities activities, StateMachines machines, Quotas quotas) {
    this.entries = entries;
    this.activities = activities;
    this.machines = machines;
    this.quotas = quotas;
  }

  public Map<String, String> of(String resourceArn) {
    if (Arn.isActivity(resourceArn)) {
      return activity(resourceArn).tags();
    }
    return machine(resourceArn).tags();
  }

  /// Adds tags; a key that is there gets the new value.
  public void add(String resourceArn, Map<String, String> more) {
    change(
        resourceArn,
        tags -> {
          Map<String, String> all = new LinkedHashMap<>(tags);
          all.putAll(more);
          return check(resourceArn, all, quotas);
        });
  }

  /// Removes tags; keys that are not there don't matter.
  public void remove(String resourceArn, List<String> keys) {
    change(
        resourceArn,
        tags -> {
          Map<String, String> fewer = new LinkedHashMap<>(tags);
          keys.forEach(fewer::remove);
          return fewer;
        });
  }

  private void change(String resourceArn, UnaryOperator<Map<String, String>> changing) {
    entries.perform(
        change -> {
          if (Arn.isActivity(resourceArn)) {
            ActivityEntry activity = activity(resourceArn);
            change.put(activity.withTags(changing.apply(activity.tags())));
          } else {
            Machine machine = machine(resourceArn);
            change.put(machine.withTags(changing.apply(machine.tags())));
          }
        });
  }

  /// @throws CallerException TooManyTags; ValidationException for a tag that AWS would not take
  static Map<String, String> check(String resourceArn, Map<String, String> tags, Quotas quotas) {
    tags.forEach(
        (key, value) -> {
          if (key.regionMatches(true, 0, "aws:", 0, 4)) {
            throw refused("Tag keys that begin with 'aws:' are reserved: '" + key + "'");
          }
          if (!ALLOWED.matcher(key).matches() || !ALLOWED.matcher(value).matches()) {
            throw refused(
                "Tags may only contain Unicode letters, digits, white space, or these symbols: _ ."
                    + " :"
                    + " / = + - @. Received: '%s' = '%s'".formatted(key, value));
          }
        });
    if (tags.size() > quotas.tags()) {
      throw new CallerException(
          ErrorCode.TOO_MANY_TAGS,
          "A resource has %d tags at most; '%s' would have %d"
              .formatted(quotas.tags(), resourceArn, tags.size()),
          Map.of("resourceName", resourceArn));
    }
    return tags;
  }

  private static CallerException refused(String message) {
    return new CallerException(ErrorCode.VALIDATION, message);
  }

  private Machine machine(String text) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    Machine machine = arn.qualifier() == null ? machines.find(arn) : null;
    if (machine == null) {
      throw missing(text);
    }
    return machine;
  }

  private ActivityEntry activity(String text) {
    ActivityEntry activity = activities.find(text);
    if (activity == null) {
      Arn.parseActivity(text);
      throw missing(text);
    }
    return activity;
  }

  private static CallerException missing(String arn) {
    return new CallerException(
        ErrorCode.RESOURCE_NOT_FOUND,
        "Resource not found: '" + arn + "'",
        Map.of("resourceName", arn));
  }
}
