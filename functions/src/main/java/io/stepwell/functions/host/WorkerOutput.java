package io.stepwell.functions.host;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one worker prints, on its way to its function's log.
///
/// It is a named pipe, which the host can write to as well: a *fence* that the host puts in comes out
/// behind all that the worker had printed until then. So it is known when the output of a call is
/// complete, whatever language the worker speaks, and nobody has to guess by waiting.
final class WorkerOutput {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerOutput.class);
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int PATIENCE_SECONDS = 5;

  private final Path pipe;
  private final RandomAccessFile host;
  private final FileInputStream in;
  private final byte[] mark;
  private final byte[] fenceLine;
  private final Queue<CountDownLatch> fences = new ConcurrentLinkedQueue<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile boolean ended;

  private WorkerOutput(Path pipe) throws IOException {
    this.pipe = pipe;
    // Open for both, so that neither this nor what follows waits for somebody at the other end.
    host = new RandomAccessFile(pipe.toFile(), "rw");
    in = new FileInputStream(pipe.toFile());
    byte[] secret = new byte[16];
    ThreadLocalRandom.current().nextBytes(secret);
    mark = ("\0" + HexFormat.of().formatHex(secret)).getBytes(StandardCharsets.US_ASCII);
    fenceLine = Arrays.copyOf(mark, mark.length + 1);
    fenceLine[mark.length] = '\n';
  }

  /// Makes the pipe in a worker's directory.
  static WorkerOutput open(Path directory) throws IOException {
    Path pipe = directory.resolve("output");
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!mkfifo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !Files.exists(pipe)) {
        throw new IOException("mkfifo makes no pipe at " + pipe);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a worker starts", e);
    }
    return new WorkerOutput(pipe);
  }

  /// Where the worker's standard output and standard error lead.
  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.to(pipe.toFile());
  }

  /// Copies the output, line by line, until [#end]. Lines that arrive together are added together.
  void copyTo(CallLog log) throws IOException {
    try (in) {
      byte[] chunk = new byte[8 * 1024];
      while (!ended || !fences.isEmpty()) {
        int n = in.read(chunk);
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
          add(chunk[i], lines, log);
        }
        log.add(lines);
      }
    }
  }

  /// A zero begins a line of its own, so that a fence is found behind half a line, too.
  private void add(byte next, List<byte[]> lines, CallLog log) {
    if (next == '\n' || next == 0 || line.size() == MAX_LINE_BYTES) {
      boolean begun = next == '\n' || line.size() > 0;
      byte[] whole = line.toByteArray();
      line.reset();
      if (Arrays.equals(whole, mark)) {
        log.add(lines);
        lines.clear();
        reached();
      } else if (begun) {
        lines.add(whole);
      }
    }
    if (next != '\n') {
      line.write(next);
    }
  }

  private void reached() {
    CountDownLatch fence = fences.poll();
    if (fence != null) {
      fence.countDown();
    }
  }

  /// Returns when all that was printed until now is in the log.
  void fence() {
    await(put(false));
  }

  /// Returns when the last of a process that has ended is in the log. What its children may still
  /// print is not waited for.
  void end() {
    await(put(true));
    closeQuietly(host);
  }

  /// For a worker that did not start.
  void discard() {
    closeQuietly(host);
    closeQuietly(in);
  }

  private void closeQuietly(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      LOG.debug("Closing {}: {}", pipe, e.toString());
    }
  }

  /// In the queue before in the pipe, and the end announced only then: who copies looks there.
  private synchronized CountDownLatch put(boolean last) {
    CountDownLatch fence = new CountDownLatch(1);
    if (ended) {
      fence.countDown();
      return fence;
    }
    fences.add(fence);
    ended = last;
    try {
      host.write(fenceLine);
    } catch (IOException e) {
      LOG.warn("Output of a worker may be out of order: {}", e.toString());
      fence.countDown();
    }
    return fence;
  }

  private static void await(CountDownLatch fence) {
    try {
      if (!fence.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Output of a worker is late; its log may be out of order");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
