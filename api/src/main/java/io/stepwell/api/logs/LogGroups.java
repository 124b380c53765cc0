package io.stepwell.api.logs;

import io.stepwell.runtime.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Log groups and what was logged to them. Times are epoch milliseconds.
public interface LogGroups {
  /// @param retentionDays null for ever
  record Group(String name, long createdAt, @Nullable Integer retentionDays, long storedBytes) {}

  /// @param message one record, JSON on one line
  record Line(String stream, long at, String message) {}

  /// False when there is one of this name.
  boolean create(Account account, String name);

  /// False when there is none of this name.
  boolean delete(Account account, String name);

  /// False when there is none of this name.
  boolean retain(Account account, String name, @Nullable Integer days);

  /// Those whose names begin with this, by name.
  List<Group> list(Account account, String prefix);

  /// Everything that is kept of a group, in the order in which it was logged; null when there is
  /// no such group.
  @Nullable List<Line> read(Account account, String name);
}
