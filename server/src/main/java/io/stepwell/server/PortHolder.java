package io.stepwell.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who has a port: on Linux the process that listens on it, as far as `/proc` lets us see.
final class PortHolder {
  private static final String LISTENING = "0A";

  private PortHolder() {}

  /// ` by process 123 (java)`, or nothing.
  static String describe(int port) {
    try {
      Optional<String> inode = inode(port);
      return inode.isEmpty() ? "" : process(inode.get()).map(PortHolder::named).orElse("");
    } catch (IOException e) {
      return ""; // it was only to help
    }
  }

  private static String named(ProcessHandle process) {
    String command =
        process.info().command().map(path -> " (" + Path.of(path).getFileName() + ")").orElse("");
    return " by process " + process.pid() + command;
  }

  /// The socket that listens on the port, from the kernel's tables.
  private static Optional<String> inode(int port) throws IOException {
    String suffix = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (!Files.exists(Path.of(table))) {
        continue;
      }
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
          return Optional.of(fields[9]);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ProcessHandle> process(String inode) {
    String socket = "socket:[" + inode + "]";
    return ProcessHandle.allProcesses().filter(process -> holds(process, socket)).findFirst();
  }

  private static boolean holds(ProcessHandle process, String socket) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return open.anyMatch(link -> leadsTo(link, socket));
    } catch (IOException e) {
      return false; // another user's process, or one that has just ended
    }
  }

  private static boolean leadsTo(Path link, String socket) {
    try {
      return Files.readSymbolicLink(link).toString().equals(socket);
    } catch (IOException e) {
      return false;
    }
  }
}
