package io.stepwell.testkit.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Runs many seeds: `Simulate FROM TO [FILE]`, both ends included.
///
/// Finished pieces of the range are lines of the file, with what they covered; a run that was
/// interrupted goes on where it was. `-Dstepwell.threads=2` runs two pieces at a time, and
/// `-Dstepwell.commit=…` is remembered with each line. The end is a summary of the whole file and
/// status 1 if a seed failed.
final class Simulate {
  private static final int PIECE = 250;
  private static final int THREADS = Integer.getInteger("stepwell.threads", 1);
  private static final String COMMIT = System.getProperty("stepwell.commit", "-");

  private final PrintStream out = System.out;
  private final Progress progress;
  private final AtomicLong failures = new AtomicLong();

  private Simulate(Progress progress) {
    this.progress = progress;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("Simulate FROM TO [FILE]: runs these seeds, both included");
      System.exit(2);
    }
    long from = Long.parseLong(args[0]);
    long to = Long.parseLong(args[1]);
    Progress progress = args.length > 2 ? Progress.in(Path.of(args[2])) : Progress.nowhere();
    System.exit(new Simulate(progress).all(from, to));
  }

  /// @return how the process is to end
  private int all(long from, long to) throws Exception {
    List<Future<?>> pieces = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (long first = from; first <= to; first += PIECE) {
        long start = first;
        long end = Math.min(to, first + PIECE - 1);
        if (!progress.has(start, end)) {
          pieces.add(threads.submit(() -> piece(start, end)));
        }
      }
      for (Future<?> piece : pieces) {
        piece.get();
      }
    }
    out.println(progress.summary());
    return failures.get() == 0 ? 0 : 1;
  }

  private void piece(long from, long to) {
    Coverage coverage = new Coverage();
    long began = System.nanoTime();
    int failed = 0;
    for (long seed = from; seed <= to; seed++) {
      try {
        new Simulation(seed, coverage).run();
      } catch (RuntimeException | AssertionError e) {
        failed++;
        failure(seed, e);
      }
    }
    double millis = (System.nanoTime() - began) / 1e6 / (to - from + 1);
    try {
      progress.finished(from, to, failed, COMMIT, coverage);
    } catch (IOException e) {
      throw new IllegalStateException("no line can be added to the file of finished seeds", e);
    }
    out.printf(
        "seeds %d to %d: %d failed, %.1f ms each; %,d in all%n",
        from, to, failed, millis, progress.seeds());
  }

  private synchronized void failure(long seed, Throwable e) {
    failures.incrementAndGet();
    out.println("seed " + seed + " FAILED");
    e.printStackTrace(out);
  }
}
