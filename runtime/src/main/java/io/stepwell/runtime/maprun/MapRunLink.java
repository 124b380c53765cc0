package io.stepwell.runtime.maprun;

import org.jspecify.annotations.Nullable;

/// What a child execution knows of the map run that started it. It is the child's
/// `Start.parent`, written as `MAP_RUN_ARN#INDEX,ITEMS` or `MAP_RUN_ARN#INDEX,ITEMS,ATTEMPT`: an ARN
/// holds neither sign.
///
/// @param index of the child in its run, from 0
/// @param items how many items it stands for: more than one in a batch
/// @param attempt for which it was started: not 0 for express children of redriven runs, which are
///     started anew
public record MapRunLink(String mapRunArn, int index, int items, int attempt) {
  public String text() {
    return mapRunArn + "#" + index + "," + items + (attempt == 0 ? "" : "," + attempt);
  }

  /// Null for the parent of an execution that is no child of a map run.
  public static @Nullable MapRunLink of(@Nullable String parent) {
    int hash = parent == null ? -1 : parent.lastIndexOf('#');
    if (parent == null || hash < 0) {
      return null;
    }
    String[] numbers = parent.substring(hash + 1).split(",", 3);
    return new MapRunLink(
        parent.substring(0, hash),
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        numbers.length == 2 ? 0 : Integer.parseInt(numbers[2]));
  }
}
