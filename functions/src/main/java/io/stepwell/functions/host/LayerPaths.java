package io.stepwell.functions.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How the programs of a worker find what is in the layers: by search paths, where AWS lays all layers
/// over each other in `/opt`. The later layer is found first. A function's own search paths come
/// before them.
final class LayerPaths {
  /// All folders, the later ones first: what `/opt` is on AWS.
  static final String LAYERS = "LAMBDA_LAYERS";

  private LayerPaths() {}

  static void add(Map<String, String> environment, List<Path> layers) {
    if (layers.isEmpty()) {
      return;
    }
    List<Path> folders = layers.reversed();
    environment.put(LAYERS, joined(folders));
    append(environment, "PYTHONPATH", folders, "python");
    append(environment, "NODE_PATH", folders, "nodejs/node_modules");
    append(environment, "LD_LIBRARY_PATH", folders, "lib");
    append(environment, "PATH", folders, "bin");
  }

  private static void append(
      Map<String, String> environment, String variable, List<Path> folders, String below) {
    String found =
        joined(
            folders.stream()
                .map(folder -> folder.resolve(below))
                .filter(Files::isDirectory)
                .toList());
    if (!found.isEmpty()) {
      environment.merge(variable, found, (own, more) -> own + ":" + more);
    }
  }

  private static String joined(List<Path> folders) {
    return folders.stream().map(Path::toString).collect(Collectors.joining(":"));
  }
}
