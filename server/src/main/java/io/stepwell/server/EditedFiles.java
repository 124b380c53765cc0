package io.stepwell.server;

import io.stepwell.api.console.DefinitionFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The files of a folder that the Studio edits in place. One is written whole or not at all: beside it
/// first, then moved over it, when it still has the bytes that were read. An editor that saves in the
/// instant between is the one thing that this does not see; file systems have no such condition.
public final class EditedFiles implements DefinitionFiles {
  private static final long MAX_BYTES = 4L << 20;

  private final Path root;
  private final Machines machines;
  private final ReentrantLock writing = new ReentrantLock();

  /// Who deploys machines from files.
  public interface Machines {
    /// The file that a machine is deployed from, if it is.
    @Nullable Path file(String machine);

    /// Deploys a machine whose file has been written; returns why it is still the one before, if it is.
    @Nullable String deploy(String machine);
  }

  /// @param root that files are named from
  public EditedFiles(Path root, Machines machines) {
    this.root = root;
    this.machines = machines;
  }

  @Override
  public @Nullable Content read(String machine) throws IOException {
    Path file = machines.file(machine);
    try {
      return file == null ? null : content(file);
    } catch (NoSuchFileException e) {
      return null; // deleted since the folder was looked at
    }
  }

  @Override
  public @Nullable Outcome save(String machine, String text, String digest) throws IOException {
    Path file = machines.file(machine);
    if (file == null) {
      return null;
    }
    writing.lock();
    try {
      Content present = content(file);
      if (!present.digest().equals(digest)) {
        return new Changed(present);
      }
      replace(file.toRealPath(), text.getBytes(StandardCharsets.UTF_8)); // a link stays one
      return new Saved(content(file), machines.deploy(machine));
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      writing.unlock();
    }
  }

  private Content content(Path file) throws IOException {
    String name = root.relativize(file).toString();
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("%s is too large for a definition".formatted(name));
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Content(name, text, digest(bytes));
    } catch (CharacterCodingException e) {
      throw new IOException("%s is not UTF-8, so it is not edited here".formatted(name), e);
    }
  }

  /// Its name begins with a dot, so that nobody who watches the folder takes it for a definition.
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".saving");
    try {
      Files.write(beside, bytes);
      PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (old != null) {
        Files.setPosixFilePermissions(beside, old.readAttributes().permissions());
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
