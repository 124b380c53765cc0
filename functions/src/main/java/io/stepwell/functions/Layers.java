package io.stepwell.functions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Layers are plain folders: `NAME/VERSION` below one directory, or `NAME` for every version. What a
/// folder holds is what AWS puts below `/opt`: `python`, `nodejs/node_modules`, `java/lib`, `lib`,
/// `bin`.
///
/// A folder is looked at when a worker starts, so what changes in it is seen by workers that start
/// later. Region and account of a layer's ARN do not matter: folders can stand in for public layers.
final class Layers {
  private static final int MAX_LAYERS = 5;
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\\d{12}:layer:"
              + "(?<name>[a-zA-Z0-9-_]{1,140}):(?<version>\\d{1,10})");

  private final Path directory;

  Layers(Path directory) {
    this.directory = directory;
  }

  /// Refuses layers that are not here, or are too many.
  void require(List<String> arns) {
    if (arns.size() > MAX_LAYERS) {
      throw FunctionException.invalid("Cannot reference more than 5 layers.");
    }
    folders(arns);
  }

  /// The folders of layers, in the same order.
  List<Path> folders(List<String> arns) {
    List<Path> folders = new ArrayList<>();
    for (String arn : arns) {
      folders.add(folder(arn));
    }
    return folders;
  }

  private Path folder(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw FunctionException.violated(
          arn,
          "layers",
          "satisfy regular expression pattern:"
              + " arn:PARTITION:lambda:REGION:ACCOUNT:layer:NAME:VERSION");
    }
    Path all = directory.resolve(matcher.group("name"));
    Path own = all.resolve(matcher.group("version"));
    if (Files.isDirectory(own)) {
      return own;
    }
    if (Files.isDirectory(all)) {
      return all;
    }
    throw FunctionException.invalid(
        "Layer version %s does not exist: there is neither a folder %s nor %s"
            .formatted(arn, own, all));
  }
}
