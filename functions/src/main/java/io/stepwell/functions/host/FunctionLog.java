package io.stepwell.functions.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one function's workers wrote, a line each with its time, in two files of bounded size: when
/// `current.log` is full it becomes `previous.log`.
///
/// A log that cannot be written is no reason for a call to fail: that is said once in the server's
/// own log.
final class FunctionLog {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionLog.class);
  private static final long MAX_FILE_BYTES = 4L * 1024 * 1024;
  private static final int HEAD_BYTES = 24;
  private static final String PLACE_SEPARATOR = ".";

  private final Path current;
  private final Path previous;
  private final Clock clock;
  private long size = -1;
  private boolean broken;

  FunctionLog(Path directory, Clock clock) {
    current = directory.resolve("current.log");
    previous = directory.resolve("previous.log");
    this.clock = clock;
  }

  /// Adds lines, each with the time.
  void add(List<byte[]> texts) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] text : texts) {
      lines.writeBytes(stamped(text));
    }
    append(lines.toByteArray());
  }

  /// The last bytes of the log, from the beginning of a line.
  String tail(int maxBytes) {
    byte[] last = read(current, maxBytes);
    byte[] before = last.length < maxBytes ? read(previous, maxBytes - last.length) : new byte[0];
    String text =
        new String(before, StandardCharsets.UTF_8) + new String(last, StandardCharsets.UTF_8);
    boolean cut = before.length + last.length == maxBytes;
    return cut ? text.substring(text.indexOf('\n') + 1) : text;
  }

  /// What was written behind a place, at most the last bytes of it, from the beginning of a line.
  ///
  /// @param place what an earlier part said; null for the end of the log
  synchronized LogPart since(@Nullable String place, int maxBytes) {
    long currentLength = length(current);
    String now = head(current) + PLACE_SEPARATOR + currentLength;
    if (place == null) {
      return new LogPart(tail(maxBytes), now, false);
    }
    long known = placeIn(current, place);
    if (known >= 0 && known <= currentLength) {
      return part(currentLength - known, maxBytes, now, false);
    }
    known = placeIn(previous, place);
    boolean lost = known < 0 || known > length(previous);
    return part(
        lost ? Long.MAX_VALUE : length(previous) - known + currentLength, maxBytes, now, lost);
  }

  private LogPart part(long bytes, int maxBytes, String now, boolean lost) {
    if (bytes > maxBytes) {
      return new LogPart(tail(maxBytes), now, true);
    }
    // One byte more than is wanted: tail begins behind a line's end, and that is the line before.
    return new LogPart(bytes == 0 ? "" : tail((int) bytes + 1), now, lost);
  }

  /// The offset that a place has in a file; -1 when it is in another one.
  private static long placeIn(Path file, String place) {
    String head = head(file) + PLACE_SEPARATOR;
    String offset = place.startsWith(head) ? place.substring(head.length()) : "";
    return offset.matches("\\d{1,12}") ? Long.parseLong(offset) : -1;
  }

  /// Tells files apart: the time of the first line.
  private static String head(Path file) {
    byte[] first = new byte[HEAD_BYTES];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.readFully(first);
      return new String(first, StandardCharsets.US_ASCII).replaceAll("[^0-9TZ]", "");
    } catch (IOException e) {
      return ""; // nothing was written yet
    }
  }

  private static long length(Path file) {
    return file.toFile().length(); // 0 when it is not there
  }

  private synchronized byte[] read(Path file, int maxBytes) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      byte[] bytes = new byte[(int) Math.min(length, maxBytes)];
      in.seek(length - bytes.length);
      in.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      return new byte[0]; // nothing was written yet
    }
  }

  private byte[] stamped(byte[] line) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    byte[] time = now.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[time.length + line.length + 2];
    System.arraycopy(time, 0, whole, 0, time.length);
    whole[time.length] = ' ';
    System.arraycopy(line, 0, whole, time.length + 1, line.length);
    whole[whole.length - 1] = '\n';
    return whole;
  }

  private synchronized void append(byte[] lines) {
    if (lines.length == 0) {
      return;
    }
    try {
      if (size < 0) {
        Files.createDirectories(current.resolveSibling("."));
        size = Files.exists(current) ? Files.size(current) : 0;
      }
      if (size > 0 && size + lines.length > MAX_FILE_BYTES) {
        Files.move(current, previous, StandardCopyOption.REPLACE_EXISTING);
        size = 0;
      }
      Files.write(current, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      size += lines.length;
    } catch (IOException e) {
      size = -1;
      if (!broken) {
        broken = true;
        LOG.warn("Function output is lost: cannot write {}: {}", current, e.toString());
      }
    }
  }
}
