import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where the example keeps what it did: text files below the directory that the environment variable
/// `ORDER_SAGA_DATA` names. Functions run in processes that come and go, so nothing is kept in memory.
final class DataDirectory {
  private final Path root;

  DataDirectory() {
    String directory = System.getenv("ORDER_SAGA_DATA");
    if (directory == null) {
      throw new IllegalStateException(
          "set the environment variable ORDER_SAGA_DATA to a directory");
    }
    root = Path.of(directory);
  }

  /// Writes a file whole or not at all.
  void write(String kind, String name, String text) throws IOException {
    Path file = file(kind, name);
    Files.createDirectories(file.getParent());
    Path beside = Files.createTempFile(file.getParent(), name, ".new");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The text of a file, empty when there is none.
  String read(String kind, String name) throws IOException {
    Path file = file(kind, name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  void remove(String kind, String name) throws IOException {
    Files.deleteIfExists(file(kind, name));
  }

  private Path file(String kind, String name) {
    if (!name.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException("'" + name + "' is not an id of ours");
    }
    return root.resolve(kind).resolve(name + ".txt");
  }
}
