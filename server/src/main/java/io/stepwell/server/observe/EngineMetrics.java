package io.stepwell.server.observe;

import io.stepwell.runtime.node.LocalOrchestrator;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.store.Store;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.LongAdder;

/// What the engine counts of itself.
final class EngineMetrics {
  private final LocalOrchestrator orchestrator;
  private final Store store;

  EngineMetrics(LocalOrchestrator orchestrator, Store store) {
    this.orchestrator = orchestrator;
    this.store = store;
  }

  void write(MetricsText out) {
    Metrics metrics = orchestrator.metrics();
    counter(out, "executions_throttled", "Starts and other requests refused", metrics.refusals);
    counter(out, "state_transitions", "States entered and retries", metrics.transitions);
    counter(out, "engine_commands", "Commands that partitions handled", metrics.commands);
    counter(out, "engine_rejections", "Commands answered without events", metrics.rejections);
    counter(out, "engine_turns", "Turns of partitions", metrics.turns);
    counter(out, "engine_commits", "Batches given to the store", metrics.batches);
    counter(out, "engine_commit_bytes", "Bytes of those batches", metrics.batchBytes);
    counter(out, "engine_loads", "Executions read back into memory", metrics.loads);
    counter(
        out, "engine_evictions", "Executions that only wait put out of memory", metrics.evictions);
    counter(out, "engine_snapshots", "Snapshots written", metrics.snapshots);
    counter(out, "engine_timers_fired", "Timers that became due", metrics.timersFired);
    counter(
        out,
        "engine_calls_parked",
        "Calls whose executions left memory while they waited for room",
        metrics.parkedCalls);
    counter(out, "engine_slow_decisions", "Decisions that were out of fuel", metrics.slowDecisions);
    counter(out, "engine_quarantined", "Executions put out of service", metrics.quarantined);
    counter(
        out, "executions_forgotten", "Executions deleted at the end of retention", metrics.purged);
    counter(out, "engine_task_calls", "Calls of tasks made", metrics.taskCalls);
    if (store instanceof RocksDbStore disk) {
      out.family("store_syncs_total", "counter", "Syncs of the write-ahead log")
          .value(disk.syncs());
      out.family("store_memory_bytes", "gauge", "What the store holds outside the heap")
          .value(disk.memoryBytes());
      out.family("store_free_bytes", "gauge", "Free on the disk").value(disk.freeBytes());
    }
    out.family("engine_inbox_messages", "gauge", "Messages that wait in all inboxes")
        .value(orchestrator.inboxDepth());
    out.family("express_executions_running", "gauge", "Express executions that run now")
        .value(orchestrator.runningExpress());
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    out.family("heap_used_bytes", "gauge", "Heap in use").value(heap.getUsed());
    out.family("heap_max_bytes", "gauge", "The largest heap").value(heap.getMax());
  }

  private static void counter(MetricsText out, String name, String help, LongAdder counter) {
    out.family(name + "_total", "counter", help).value(counter.sum());
  }
}
