package io.stepwell.runtime.catalog;

import io.stepwell.engine.Check;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.catalog.Machine.Version;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The catalog's entries in memory, and the one way to change them: a batch that is durable before
/// anybody sees the change. Changes come one at a time; reading takes no lock.
final class Entries {
  /// The name of a machine or activity.
  record Key(int account, String name) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparingInt(Key::account).thenComparing(Key::name);

  private final Store store;
  private final Lease lease;
  private final ReentrantLock changing = new ReentrantLock();
  private final Map<Account, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, Account> accounts = new ConcurrentHashMap<>();
  private final NavigableMap<Key, Machine> machines = new ConcurrentSkipListMap<>(ORDER);
  private final NavigableMap<Key, ActivityEntry> activities = new ConcurrentSkipListMap<>(ORDER);

  private Entries(Store store, Lease lease) {
    this.store = store;
    this.lease = lease;
  }

  static Entries load(Store store, Lease lease) {
    Entries entries = new Entries(store, lease);
    entries.each(
        Tables.ACCOUNTS,
        (key, row) -> entries.known(Tables.accountNumber(key), CatalogRows.account(row)));
    Map<Key, List<Version>> versions = new HashMap<>();
    entries.each(
        Tables.VERSIONS,
        (key, row) ->
            versions
                .computeIfAbsent(keyOf(key), _ -> new ArrayList<>())
                .add(CatalogRows.version(row)));
    Map<Key, List<Alias>> aliases = new HashMap<>();
    entries.each(
        Tables.ALIASES,
        (key, row) ->
            aliases
                .computeIfAbsent(keyOf(key), _ -> new ArrayList<>())
                .add(CatalogRows.alias(row)));
    entries.each(
        Tables.MACHINES, (key, row) -> entries.loadMachine(keyOf(key), row, versions, aliases));
    entries.each(Tables.ACTIVITIES, (key, row) -> entries.loadActivity(keyOf(key), row));
    return entries;
  }

  @Nullable Integer accountNumber(Account account) {
    return numbers.get(account);
  }

  Account account(int number) {
    Account account = accounts.get(number);
    if (account == null) {
      throw new StoreException("The catalog knows no account of number " + number);
    }
    return account;
  }

  List<Integer> accountNumbers() {
    return accounts.keySet().stream().sorted().toList();
  }

  @Nullable Machine machine(int account, String name) {
    return machines.get(new Key(account, name));
  }

  @Nullable ActivityEntry activity(int account, String name) {
    return activities.get(new Key(account, name));
  }

  /// An account's machines behind a name, in the order of names.
  Iterable<Machine> machinesAfter(int account, String name) {
    return machines.subMap(new Key(account, name), false, new Key(account + 1, ""), false).values();
  }

  /// An account's activities behind a name, in the order of names.
  Iterable<ActivityEntry> activitiesAfter(int account, String name) {
    return activities
        .subMap(new Key(account, name), false, new Key(account + 1, ""), false)
        .values();
  }

  int machineCount(int account) {
    return machines.subMap(new Key(account, ""), true, new Key(account + 1, ""), false).size();
  }

  int activityCount(int account) {
    return activities.subMap(new Key(account, ""), true, new Key(account + 1, ""), false).size();
  }

  /// One change of the catalog under way: what is to be written, and what is then shown.
  final class Change {
    private final Batch batch = new Batch(lease);
    private final List<Runnable> shown = new ArrayList<>();

    /// The account's number, given now if it has none.
    int accountNumber(Account account) {
      Integer known = numbers.get(account);
      if (known != null) {
        return known;
      }
      int number = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
      batch.put(Tables.ACCOUNTS, Tables.account(number), CatalogRows.encode(account));
      shown.add(() -> known(number, account));
      return number;
    }

    void definition(String hash, String text) {
      batch.put(Tables.DEFINITIONS, Tables.text(hash), Tables.text(text));
    }

    void put(Machine machine) {
      int account = machine.accountNumber();
      byte[] key = Tables.named(account, machine.name());
      batch.put(Tables.MACHINES, key, CatalogRows.encode(machine));
      shown.add(() -> machines.put(new Key(account, machine.name()), machine));
    }

    void put(Machine machine, Version version) {
      batch.put(
          Tables.VERSIONS,
          Tables.version(machine.accountNumber(), machine.name(), version.number()),
          CatalogRows.encode(version));
    }

    void remove(Machine machine, Version version) {
      batch.delete(
          Tables.VERSIONS,
          Tables.version(machine.accountNumber(), machine.name(), version.number()));
    }

    void put(Machine machine, Alias alias) {
      batch.put(
          Tables.ALIASES,
          Tables.alias(machine.accountNumber(), machine.name(), alias.name()),
          CatalogRows.encode(alias));
    }

    void remove(Machine machine, Alias alias) {
      batch.delete(
          Tables.ALIASES, Tables.alias(machine.accountNumber(), machine.name(), alias.name()));
    }

    void remove(Machine machine) {
      byte[] key = Tables.named(machine.accountNumber(), machine.name());
      batch.delete(Tables.MACHINES, key);
      batch.deleteRange(Tables.VERSIONS, key, Tables.after(key));
      batch.deleteRange(Tables.ALIASES, key, Tables.after(key));
      shown.add(() -> machines.remove(new Key(machine.accountNumber(), machine.name())));
    }

    void put(ActivityEntry activity) {
      byte[] key = Tables.named(activity.accountNumber(), activity.name());
      batch.put(Tables.ACTIVITIES, key, CatalogRows.encode(activity));
      shown.add(() -> activities.put(new Key(activity.accountNumber(), activity.name()), activity));
    }

    void remove(ActivityEntry activity) {
      byte[] key = Tables.named(activity.accountNumber(), activity.name());
      batch.delete(Tables.ACTIVITIES, key);
      shown.add(() -> activities.remove(new Key(activity.accountNumber(), activity.name())));
    }
  }

  /// What a change does: reads entries, fills the change in, and answers.
  interface Changing<T> {
    T apply(Change change);
  }

  /// Makes a change that has no answer.
  void perform(Consumer<Change> changing) {
    Change done =
        change(
            change -> {
              changing.accept(change);
              return change;
            });
    Check.that(done.batch.lease().equals(lease), "changes are made under the catalog's lease");
  }

  /// Makes a change, and returns when it is durable and shown.
  <T> T change(Changing<T> changing) {
    this.changing.lock();
    try {
      Change change = new Change();
      T answer = changing.apply(change);
      if (!change.batch.isEmpty()) {
        store.append(change.batch).await();
        change.shown.forEach(Runnable::run);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while the catalog was being written", e);
    } finally {
      this.changing.unlock();
    }
  }

  private void known(int number, Account account) {
    accounts.put(number, account);
    numbers.put(account, number);
  }

  private void loadMachine(
      Key key, byte[] row, Map<Key, List<Version>> versions, Map<Key, List<Alias>> aliases) {
    List<Alias> named = new ArrayList<>(aliases.getOrDefault(key, List.of()));
    named.sort(Comparator.comparingLong(Alias::createdAt).thenComparing(Alias::name));
    machines.put(
        key,
        CatalogRows.machine(
            row,
            account(key.account()),
            key.account(),
            versions.getOrDefault(key, List.of()),
            named));
  }

  private void loadActivity(Key key, byte[] row) {
    activities.put(key, CatalogRows.activity(row, account(key.account()), key.account()));
  }

  private void each(Table table, BiConsumer<byte[], byte[]> action) {
    byte[] all = new byte[0];
    try (Cursor cursor = store.scan(lease.partition(), table, all, Tables.lastKey(), false)) {
      while (cursor.next()) {
        action.accept(cursor.key(), cursor.value());
      }
    }
  }

  private static Key keyOf(byte[] key) {
    int end = 4;
    while (key[end] != 0) {
      end++;
    }
    String name = new String(key, 4, end - 4, java.nio.charset.StandardCharsets.UTF_8);
    return new Key(ByteBuffer.wrap(key).getInt(), name);
  }
}
