package io.stepwell.runtime.maprun;

import org.jspecify.annotations.Nullable;

/// What a child execution knows of the map run that started it. It is the child's
/// `Start.parent`, written as `MAP_RUN_ARN#INDEX,ITEMS`: an ARN holds neither sign.
///
/// @param index of the child in its run, from 0
/// @param items how many items it stands for: more than one in a batch
public record MapRunLink(String mapRunArn, int index, int items) {
  public String text() {
    return mapRunArn + "#" + index + "," + items;
  }

  /// Null for the parent of an execution that is no child of a map run.
  public static @Nullable MapRunLink of(@Nullable String parent) {
    int hash = parent == null ? -1 : parent.lastIndexOf('#');
    if (parent == null || hash < 0) {
      return null;
    }
    int comma = parent.indexOf(',', hash);
    return new MapRunLink(
        parent.substring(0, hash),
        Integer.parseInt(parent.substring(hash + 1, comma)),
        Integer.parseInt(parent.substring(comma + 1)));
  }
}
