package io.stepwell.functions.host;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Unpacks one zip of somebody we need not trust below a directory: nothing is written outside of it,
/// links and permissions are not made, and sizes are counted as they are met, whatever the zip says
/// of them.
final class Extraction {
  private static final long MAX_UNPACKED_BYTES = 262_144_000;

  /// Files, and directories with those that entries only pass through.
  private static final int MAX_ENTRIES = 50_000;

  /// Below the directory; making deeper paths takes minutes for a small zip.
  private static final int MAX_DEPTH = 100;

  private static final String UNREADABLE =
      "Could not unzip uploaded file. Please check your file, then try to upload again.";

  private final Path into;
  private final Set<Path> directories = new HashSet<>();
  private int files;
  private long bytes;

  /// @param into an empty directory
  Extraction(Path into) {
    this.into = into.toAbsolutePath().normalize();
    directories.add(this.into);
  }

  /// @return what is wrong with the zip, a sentence each
  List<String> extract(byte[] zip) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      ZipEntry entry = in.getNextEntry();
      if (entry == null) {
        return List.of(UNREADABLE);
      }
      for (; entry != null; entry = in.getNextEntry()) {
        if (!add(entry, in)) {
          return List.of(UNREADABLE + " Entry: " + entry.getName());
        }
        if (bytes > MAX_UNPACKED_BYTES) {
          return List.of("Unzipped size must be smaller than " + MAX_UNPACKED_BYTES + " bytes");
        }
      }
      return List.of();
    } catch (ZipException | EOFException | IllegalArgumentException e) { // of names that are none
      return List.of(UNREADABLE);
    }
  }

  /// @return whether the entry has a place of its own, and there is room for it
  private boolean add(ZipEntry entry, ZipInputStream in) throws IOException {
    Path path = into.resolve(entry.getName()).normalize();
    if (!path.startsWith(into) || path.getNameCount() > into.getNameCount() + MAX_DEPTH) {
      return false;
    }
    boolean file = !entry.isDirectory();
    if (file && directories.contains(path)) {
      return false;
    }
    files += file ? 1 : 0;
    Path directory = file ? Objects.requireNonNull(path.getParent()) : path;
    for (Path each = directory;
        directories.add(each);
        each = Objects.requireNonNull(each.getParent())) {
      if (files + directories.size() > MAX_ENTRIES) {
        return false;
      }
    }
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) { // a file of the same zip
      return false;
    }
    if (file) {
      write(in, path);
    }
    return files + directories.size() <= MAX_ENTRIES;
  }

  /// Writes no more than one chunk beyond the limit, which shows that it was exceeded.
  private void write(ZipInputStream in, Path file) throws IOException {
    byte[] chunk = new byte[16 * 1024];
    try (var out = Files.newOutputStream(file)) {
      for (int n = in.read(chunk); n >= 0 && bytes <= MAX_UNPACKED_BYTES; n = in.read(chunk)) {
        out.write(chunk, 0, n);
        bytes += n;
      }
    }
  }
}
