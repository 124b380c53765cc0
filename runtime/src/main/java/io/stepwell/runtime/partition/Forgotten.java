package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.store.Ticket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The executions that the store still shows although a batch that deletes them has been appended.
/// For the partition they are gone: a redrive would write behind their deletion.
final class Forgotten {
  private record One(ExecutionKey key, ExecutionName name) {}

  private record Appended(Ticket ticket, List<One> executions) {}

  private final Set<ExecutionKey> keys = new HashSet<>();
  private final Set<ExecutionName> names = new HashSet<>();
  private final ArrayDeque<Appended> unsettled = new ArrayDeque<>();
  private List<One> unwritten = new ArrayList<>();

  boolean has(ExecutionKey key) {
    return !keys.isEmpty() && keys.contains(key);
  }

  boolean has(ExecutionName name) {
    return !names.isEmpty() && names.contains(name);
  }

  /// The batch of the turn under way deletes it.
  void add(ExecutionKey key, ExecutionName name) {
    keys.add(key);
    names.add(name);
    unwritten.add(new One(key, name));
  }

  void written(Ticket ticket) {
    if (!unwritten.isEmpty()) {
      unsettled.add(new Appended(ticket, unwritten));
      unwritten = new ArrayList<>();
    }
  }

  /// Those whose deletion the store shows need no memory any more. To be called after the residents
  /// have let go of what is durable: a later execution of the same name is among them until then.
  void settle() {
    for (Appended first = unsettled.peek();
        first != null && first.ticket.isDurable();
        first = unsettled.peek()) {
      unsettled.remove();
      for (One one : first.executions) {
        keys.remove(one.key);
        names.remove(one.name);
      }
    }
  }
}
