package io.stepwell.server.backup;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a backup holds, written last as `backup.json`: every file with its size and hash, so that a
/// restore can tell which one is damaged.
///
/// @param version of the program that made it
/// @param takenAt what was acknowledged until then is in it
/// @param directories empty ones, too
record BackupList(
    String version, Instant takenAt, List<String> directories, List<CopiedFile> files) {
  static final String NAME = "backup.json";
  private static final long FORMAT = 1;
  private static final long MAX_BYTES = 1L << 30;

  long bytes() {
    return files.stream().mapToLong(CopiedFile::bytes).sum();
  }

  byte[] json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("stepwellBackup", FORMAT);
    members.put("version", version);
    members.put("takenAt", takenAt.toString());
    members.put("directories", directories);
    members.put(
        "files",
        files.stream()
            .map(
                file -> Map.of("path", file.path(), "bytes", file.bytes(), "sha256", file.sha256()))
            .toList());
    return (Json.write(members) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// @throws BackupException when the directory is no backup, or one of a newer version
  static BackupList read(Path backup) throws IOException {
    Path file = backup.resolve(NAME);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new BackupException("The file %s is damaged: it is too large".formatted(file));
      }
      return of((Map<?, ?>) Objects.requireNonNull(Json.parse(Files.readAllBytes(file))), backup);
    } catch (NoSuchFileException e) {
      throw new BackupException(
          "%s is no backup: there is no file %s in it".formatted(backup, NAME));
    } catch (JsonException | ClassCastException | NullPointerException | DateTimeException e) {
      throw new BackupException("The file %s is damaged; use another backup".formatted(file));
    }
  }

  private static BackupList of(Map<?, ?> members, Path backup) throws BackupException {
    long format = (Long) Objects.requireNonNull(members.get("stepwellBackup"));
    if (format > FORMAT) {
      throw new BackupException(
          "The backup %s was made by a newer Stepwell (its form is %d, this one knows %d). Use that version"
              .formatted(backup, format, FORMAT));
    }
    List<String> directories = new ArrayList<>();
    for (Object directory : (List<?>) Objects.requireNonNull(members.get("directories"))) {
      directories.add(inside((String) Objects.requireNonNull(directory), backup));
    }
    List<CopiedFile> files = new ArrayList<>();
    for (Object item : (List<?>) Objects.requireNonNull(members.get("files"))) {
      Map<?, ?> file = (Map<?, ?>) item;
      files.add(
          new CopiedFile(
              inside((String) Objects.requireNonNull(file.get("path")), backup),
              (Long) Objects.requireNonNull(file.get("bytes")),
              (String) Objects.requireNonNull(file.get("sha256"))));
    }
    return new BackupList(
        (String) Objects.requireNonNull(members.get("version")),
        Instant.parse((String) Objects.requireNonNull(members.get("takenAt"))),
        directories,
        files);
  }

  private static String inside(String path, Path backup) throws BackupException {
    if (Path.of(path).isAbsolute() || !backup.resolve(path).normalize().startsWith(backup)) {
      throw new BackupException("The file %s is damaged: '%s'".formatted(backup, path));
    }
    return path;
  }
}
