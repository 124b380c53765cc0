package io.stepwell.runtime.storage;

import io.stepwell.engine.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a list shows of an execution, apart from what is in the key.
///
/// @param stoppedAt epoch milliseconds; 0 while it runs
/// @param redrivenAt epoch milliseconds; 0 when it never was
/// @param itemCount of a map run's child: how many items it stands for; otherwise 0
public record ListRow(
    String name,
    long startedAt,
    long stoppedAt,
    @Nullable String versionArn,
    @Nullable String aliasArn,
    int redriveCount,
    long redrivenAt,
    int itemCount) {
  private static final byte VERSION = 1;

  public byte[] encode() {
    byte[] own = bytes(name);
    byte[] version = bytes(versionArn);
    byte[] alias = bytes(aliasArn);
    return ByteBuffer.allocate(
            1 + 8 + 8 + 4 + 8 + 6 + own.length + version.length + alias.length + 4)
        .put(VERSION)
        .putLong(startedAt)
        .putLong(stoppedAt)
        .putInt(redriveCount)
        .putLong(redrivenAt)
        .putShort((short) own.length)
        .put(own)
        .putShort((short) version.length)
        .put(version)
        .putShort((short) alias.length)
        .put(alias)
        .putInt(itemCount)
        .array();
  }

  public static ListRow decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new CorruptDataException("a list's row has an unknown form");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
    long startedAt = in.getLong();
    long stoppedAt = in.getLong();
    int redriveCount = in.getInt();
    long redrivenAt = in.getLong();
    String name = text(in);
    String version = text(in);
    String alias = text(in);
    int itemCount = in.remaining() >= Integer.BYTES ? in.getInt() : 0; // rows of 0.1.0 may end here
    return new ListRow(
        name,
        startedAt,
        stoppedAt,
        absent(version),
        absent(alias),
        redriveCount,
        redrivenAt,
        itemCount);
  }

  private static byte[] bytes(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getShort()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static @Nullable String absent(String text) {
    return text.isEmpty() ? null : text;
  }
}
