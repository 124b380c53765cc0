package io.stepwell.tasks.items;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `ItemReader` asks for.
///
/// @param resource such as `arn:aws:states:::s3:getObject`
/// @param arguments the evaluated Parameters or Arguments
/// @param config ReaderConfig without MaxItems
/// @param maxItems 0 for all
public record ItemRead(String resource, Map<?, ?> arguments, Map<?, ?> config, long maxItems) {
  String argument(String name) {
    if (arguments.get(name) instanceof String text) {
      return text;
    }
    throw new ItemReadException("The ItemReader needs a text as " + name + ".");
  }

  @Nullable String option(String name) {
    return config.get(name) instanceof String text ? text : null;
  }

  List<String> options(String name) {
    return config.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  boolean lists() {
    return resource.endsWith(":s3:listObjectsV2");
  }
}
