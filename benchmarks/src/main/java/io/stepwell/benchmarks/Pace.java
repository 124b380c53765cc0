package io.stepwell.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// An open loop: so many a second are due, whether those before have ended or not. How long one took
/// counts from when it was due, so that a server that stands still is not spared.
final class Pace implements AutoCloseable {
  private static final int MAX_FAILURES = 1_000;

  private final String name;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;
  private long[] nanos = new long[1 << 12];
  private int done;
  private int failed;
  private String failure = "";

  /// @param clients that share the work; enough that one is free when something is due
  Pace(String name, double perSecond, int clients, Load.Clients make) {
    this.name = name;
    long began = System.nanoTime();
    double every = clients * 1e9 / perSecond;
    for (int i = 0; i < clients; i++) {
      double first = began + i * every / clients;
      threads.add(Thread.ofVirtual().start(() -> run(first, every, make)));
    }
  }

  private void run(double first, double every, Load.Clients make) {
    try (Load.Client client = make.open()) {
      for (long k = 0; !over; k++) {
        long due = (long) (first + k * every);
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
          LockSupport.parkNanos(early);
          if (over) {
            return;
          }
        }
        try {
          client.once();
          succeeded(System.nanoTime() - due);
        } catch (IOException e) {
          failed(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void succeeded(long took) {
    if (done == nanos.length) {
      nanos = Arrays.copyOf(nanos, done * 2);
    }
    nanos[done++] = took;
  }

  private synchronized void failed(IOException cause) {
    failed++;
    failure = cause.toString();
    if (failed > MAX_FAILURES) {
      over = true;
    }
  }

  /// What has ended since the last time this was asked.
  ///
  /// @throws IOException when so much has failed that it makes no sense to go on
  synchronized Minute take() throws IOException {
    if (over) {
      throw new IOException(MAX_FAILURES + " of " + name + " have failed: " + failure);
    }
    long[] sorted = Arrays.copyOf(nanos, done);
    Arrays.sort(sorted);
    Minute minute = new Minute(done, failed, at(sorted, 0.5), at(sorted, 0.99));
    done = 0;
    failed = 0;
    return minute;
  }

  private static double at(long[] sorted, double part) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * part)] / 1e6;
  }

  String name() {
    return name;
  }

  /// Why the last one failed.
  synchronized String failure() {
    return failure;
  }

  @Override
  public void close() {
    over = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  /// @param p50 milliseconds
  /// @param p99 milliseconds
  record Minute(int done, int failed, double p50, double p99) {}
}
