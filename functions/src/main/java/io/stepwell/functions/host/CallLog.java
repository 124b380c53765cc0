package io.stepwell.functions.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// What the calls of one worker log: lines for the function's log, of which those of the latest call
/// are kept for whoever asked for them (Lambda's `LogType: Tail`).
final class CallLog {
  /// What AWS answers of a call's log.
  static final int TAIL_BYTES = 4 * 1024;

  private final FunctionLog log;
  private final Deque<byte[]> last = new ArrayDeque<>();
  private int bytes;

  CallLog(FunctionLog log) {
    this.log = log;
  }

  /// The first line of another call.
  void begin(String line) {
    synchronized (this) {
      last.clear();
      bytes = 0;
    }
    add(line);
  }

  void add(String... lines) {
    add(Arrays.stream(lines).map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());
  }

  void add(List<byte[]> lines) {
    if (lines.isEmpty()) {
      return;
    }
    log.add(lines);
    synchronized (this) {
      lines.forEach(this::keep);
    }
  }

  private void keep(byte[] line) {
    last.addLast(line);
    bytes += line.length + 1;
    while (bytes - last.getFirst().length - 1 >= TAIL_BYTES) {
      bytes -= last.removeFirst().length + 1;
    }
  }

  /// The last 4 KiB of the latest call's log, without the times.
  synchronized String tail() {
    byte[] all = new byte[bytes];
    int at = 0;
    for (byte[] line : last) {
      System.arraycopy(line, 0, all, at, line.length);
      all[at + line.length] = '\n';
      at += line.length + 1;
    }
    int from = Math.max(0, bytes - TAIL_BYTES);
    while (from < bytes && from > 0 && (all[from] & 0xc0) == 0x80) {
      from++; // not from the middle of a character
    }
    return new String(all, from, bytes - from, StandardCharsets.UTF_8);
  }
}
