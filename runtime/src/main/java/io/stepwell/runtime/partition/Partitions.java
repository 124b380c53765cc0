package io.stepwell.runtime.partition;

import io.stepwell.engine.Command;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.partition.Message.Address;
import io.stepwell.runtime.partition.Message.Answer;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/// All partitions of a process, found by name or number.
public final class Partitions {
  private final List<Partition> partitions = new ArrayList<>();
  private volatile boolean closing;

  /// Leases and opens the partitions.
  ///
  /// @param ready called with a partition whenever a turn of it has become due, from any thread
  public Partitions(
      int count,
      PartitionServices services,
      Outlet outlet,
      SplittableGenerator random,
      Consumer<Partition> ready) {
    Store store = services.store();
    for (int number = 0; number < count; number++) {
      Lease lease = store.lease(number);
      RandomGenerator own = random.split();
      Due due = new Due(ready);
      Partition partition = new Partition(lease, services, outlet, own, due);
      due.partition = partition;
      partitions.add(partition);
    }
  }

  public List<Partition> all() {
    return List.copyOf(partitions);
  }

  /// The partition of a name.
  public int partitionOf(ExecutionName name) {
    return name.partition(partitions.size());
  }

  /// Starts an execution, or answers for the one that has its name.
  public Started start(StartRequest request) {
    return begin(request).await();
  }

  /// Like [#start], but does not wait.
  public Reply<Started> begin(StartRequest request) {
    Reply<Started> reply = new Reply<>();
    submit(partitionOf(request.name()), new Message.Start(request, reply));
    return reply;
  }

  /// Sends a command from outside and waits for its durable outcome.
  public <T> T ask(
      ExecutionName name, Command command, Answer<T> answer, Supplier<CallerException> missing) {
    Reply<T> reply = new Reply<>();
    Address address = new Address.ByName(name);
    submit(partitionOf(name), new Message.Ask<>(address, command, answer, missing, reply));
    return reply.await();
  }

  /// Sends a command from outside and waits for its durable outcome.
  public <T> T ask(
      int partition,
      ExecutionKey key,
      Command command,
      Answer<T> answer,
      Supplier<CallerException> missing) {
    if (partition >= partitions.size()) {
      throw missing.get();
    }
    Reply<T> reply = new Reply<>();
    Address address = new Address.ByKey(key);
    submit(partition, new Message.Ask<>(address, command, answer, missing, reply));
    return reply.await();
  }

  /// Sends a command from inside. Dropped while the process ends: its cause is still outstanding
  /// when the next one begins.
  public void tell(int partition, ExecutionKey key, Command command) {
    if (!closing) {
      partitions.get(partition).send(new Message.Tell(key, command));
    }
  }

  /// Sends a command from inside, which is never refused for want of room, and waits for its
  /// durable outcome.
  public <T> T askInside(
      int partition,
      ExecutionKey key,
      Command command,
      Answer<T> answer,
      Supplier<CallerException> missing) {
    if (closing) {
      throw shuttingDown();
    }
    Reply<T> reply = new Reply<>();
    Address address = new Address.ByKey(key);
    partitions.get(partition).send(new Message.Ask<>(address, command, answer, missing, reply));
    return reply.await();
  }

  /// Sends a message between partitions. Dropped while the process ends: its cause is still
  /// outstanding when the next one begins.
  public void send(int partition, Message message) {
    if (!closing) {
      partitions.get(partition).send(message);
    }
  }

  /// Changes the settings of a map run that has not ended; false when it has, or is not there.
  public boolean updateMapRun(
      ExecutionName run,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedCount,
      @Nullable Double toleratedPercentage) {
    Reply<Boolean> reply = new Reply<>();
    submit(
        partitionOf(run),
        new Message.UpdateMapRun(run, maxConcurrency, toleratedCount, toleratedPercentage, reply));
    return reply.await();
  }

  static CallerException shuttingDown() {
    return new CallerException(ErrorCode.SERVICE_UNAVAILABLE, "The server is shutting down");
  }

  /// Takes a quarantined execution back into service; false when it was not out of service.
  public boolean release(ExecutionName name) {
    Reply<Boolean> reply = new Reply<>();
    submit(partitionOf(name), new Message.Release(name, reply));
    return reply.await();
  }

  /// Ends a quarantined execution; false when it was not out of service.
  public boolean abandon(ExecutionName name) {
    Reply<Boolean> reply = new Reply<>();
    submit(partitionOf(name), new Message.Abandon(name, reply));
    return reply.await();
  }

  /// From now on everything is refused.
  public void refuseMore() {
    closing = true;
  }

  private void submit(int partition, Message message) {
    if (closing) {
      throw shuttingDown();
    }
    partitions.get(partition).submit(message);
  }

  /// Tells that a partition's turn is due; not before the partition is there.
  private static final class Due implements Runnable {
    private final Consumer<Partition> ready;
    private volatile @Nullable Partition partition;

    Due(Consumer<Partition> ready) {
      this.ready = ready;
    }

    @Override
    public void run() {
      Partition known = partition;
      if (known != null) {
        ready.accept(known);
      }
    }
  }
}
