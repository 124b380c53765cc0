package io.stepwell.runtime.catalog;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Activity;
import io.stepwell.runtime.catalog.Arn.ActivityArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The rules of CreateActivity and its like.
public final class Activities {
  private final Entries entries;
  private final LongSupplier clock;
  private final Quotas quotas;

  Activities(Entries entries, LongSupplier clock, Quotas quotas) {
    this.entries = entries;
    this.clock = clock;
    this.quotas = quotas;
  }

  /// Idempotent on the name: tags are not compared. Another encryption is refused.
  public Activity create(
      Account account, String name, Map<String, String> tags, @Nullable Object encryption) {
    Names.check(name);
    EncryptionRules.check(encryption);
    String arn = Arn.activity(account, name);
    Tags.check(arn, tags, quotas);
    return entries.change(
        change -> {
          int number = change.accountNumber(account);
          ActivityEntry existing = entries.activity(number, name);
          if (existing != null) {
            refuseOther(existing, encryption);
            return shown(existing);
          }
          refuseMore(number);
          ActivityEntry activity =
              new ActivityEntry(account, number, name, clock.getAsLong(), encryption, tags);
          change.put(activity);
          return shown(activity);
        });
  }

  private static void refuseOther(ActivityEntry existing, @Nullable Object encryption) {
    if (!EncryptionRules.shown(existing.encryption()).equals(EncryptionRules.shown(encryption))) {
      throw new CallerException(
          ErrorCode.ACTIVITY_ALREADY_EXISTS,
          "Activity Already Exists: '"
              + existing.arn()
              + "'. Its encryptionConfiguration is another one and can't be changed");
    }
  }

  private void refuseMore(int account) {
    if (entries.activityCount(account) >= quotas.activities()) {
      throw new CallerException(
          ErrorCode.ACTIVITY_LIMIT_EXCEEDED,
          "Activity Limit Exceeded: there are %d activities, the most that are allowed"
              .formatted(quotas.activities()));
    }
  }

  public Activity describe(String arn) {
    return shown(existing(arn));
  }

  /// Succeeds when there is none.
  public void delete(String text) {
    ActivityArn arn = Arn.parseActivity(text);
    entries.perform(
        change -> {
          ActivityEntry activity = find(arn);
          if (activity != null) {
            change.remove(activity);
          }
        });
  }

  /// The first activities behind a name, in the order of names.
  public List<Activity> list(Account account, String after, int max) {
    List<Activity> page = new ArrayList<>();
    Integer number = entries.accountNumber(account);
    if (number != null) {
      for (ActivityEntry activity : entries.activitiesAfter(number, after)) {
        if (page.size() == max) {
          break;
        }
        page.add(shown(activity));
      }
    }
    return page;
  }

  /// @throws CallerException ActivityDoesNotExist, InvalidArn
  public ActivityEntry existing(String text) {
    ActivityEntry activity = find(Arn.parseActivity(text));
    if (activity == null) {
      throw new CallerException(
          ErrorCode.ACTIVITY_DOES_NOT_EXIST, "Activity Does Not Exist: '" + text + "'");
    }
    return activity;
  }

  /// The activity of an ARN that is not a caller's; null for whatever is none.
  @Nullable ActivityEntry find(String arn) {
    try {
      return find(Arn.parseActivity(arn));
    } catch (CallerException e) {
      return null; // not the ARN of an activity, so no activity has it
    }
  }

  private @Nullable ActivityEntry find(ActivityArn arn) {
    Integer account = entries.accountNumber(arn.account());
    return account == null ? null : entries.activity(account, arn.name());
  }

  private static Activity shown(ActivityEntry entry) {
    return new Activity(
        entry.arn(), entry.name(), entry.createdAt(), EncryptionRules.shown(entry.encryption()));
  }
}
