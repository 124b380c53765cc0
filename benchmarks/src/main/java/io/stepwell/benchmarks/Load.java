package io.stepwell.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// What a closed loop of clients achieved: each begins anew when it has seen its last one end.
///
/// @param nanos how long each took, sorted
@SuppressWarnings("ArrayRecordComponent") // read by this class alone
record Load(int done, double seconds, double serverCpu, double driverCpu, long[] nanos) {
  private static final int MAX_FAILURES = 100;

  /// One client, for one thread.
  interface Client extends AutoCloseable {
    void once() throws IOException, InterruptedException;

    @Override
    void close();
  }

  interface Clients {
    Client open();
  }

  static Load during(Server server, int clients, int seconds, Clients make)
      throws IOException, InterruptedException {
    return run(server, clients, seconds * 1_000_000_000L, Integer.MAX_VALUE, make);
  }

  static Load times(Server server, int clients, int executions, Clients make)
      throws IOException, InterruptedException {
    return run(server, clients, Long.MAX_VALUE / 2, executions, make);
  }

  private static Load run(Server server, int clients, long duration, int executions, Clients make)
      throws IOException, InterruptedException {
    AtomicInteger left = new AtomicInteger(executions);
    AtomicInteger failures = new AtomicInteger();
    AtomicReference<Exception> failure = new AtomicReference<>();
    ConcurrentLinkedQueue<long[]> latencies = new ConcurrentLinkedQueue<>();
    double serverCpu = server.cpuSeconds();
    double driverCpu = driverCpuSeconds();
    long began = System.nanoTime();
    Thread[] threads = new Thread[clients];
    for (int i = 0; i < clients; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    long[] nanos = new long[1024];
                    int count = 0;
                    try (Client client = make.open()) {
                      while (System.nanoTime() - began < duration && left.getAndDecrement() > 0) {
                        long from = System.nanoTime();
                        try {
                          client.once();
                        } catch (IOException e) {
                          failure.compareAndSet(null, e);
                          if (failures.incrementAndGet() > MAX_FAILURES) {
                            return;
                          }
                          continue;
                        }
                        if (count == nanos.length) {
                          nanos = Arrays.copyOf(nanos, count * 2);
                        }
                        nanos[count++] = System.nanoTime() - from;
                      }
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    } finally {
                      latencies.add(Arrays.copyOf(nanos, count));
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (failures.get() > MAX_FAILURES) {
      throw new IOException("more than " + MAX_FAILURES + " executions failed", failure.get());
    }
    long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Load(
        all.length, seconds, server.cpuSeconds() - serverCpu, driverCpuSeconds() - driverCpu, all);
  }

  private static double driverCpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  double perSecond() {
    return done / seconds;
  }

  double serverMicros() {
    return serverCpu / done * 1e6;
  }

  /// @param part 0.5 for the median
  double millis(double part) {
    return nanos.length == 0 ? Double.NaN : nanos[(int) (nanos.length * part)] / 1e6;
  }
}
