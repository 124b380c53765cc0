package io.stepwell.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One entry of a section of `stepwell.yaml`, such as `connections.Shop`: its members, read with
/// mistakes named by their place. Values of secrets are never in a message.
final class SectionEntry {
  private static final int MAX_SECRET_BYTES = 64 * 1024;

  private final Path file;
  private final String place;
  private final Map<?, ?> members;
  private final Map<String, String> environment;

  /// @param place as messages name it
  SectionEntry(Path file, String place, @Nullable Object value, Map<String, String> environment) {
    this.file = file;
    this.place = place;
    this.environment = environment;
    if (!(value instanceof Map<?, ?> map)) {
      throw new ConfigurationException("%s: '%s' must have members".formatted(file, place));
    }
    members = map;
  }

  ConfigurationException wrong(String sentence) {
    return new ConfigurationException("%s: '%s' %s".formatted(file, place, sentence));
  }

  /// @throws ConfigurationException when there are others
  void allow(Set<String> names) {
    for (Object name : members.keySet()) {
      if (!names.contains(String.valueOf(name))) {
        throw wrong(
            "has no member '%s'; there are %s"
                .formatted(name, String.join(", ", names.stream().sorted().toList())));
      }
    }
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  String text(String name) {
    return switch (members.get(name)) {
      case String text when !text.isBlank() -> text;
      case Number number -> number.toString();
      case null -> throw wrong("needs a member '" + name + "'");
      default -> throw wrong("must have a text as '" + name + "'");
    };
  }

  @Nullable String optional(String name) {
    return has(name) ? text(name) : null;
  }

  String oneOf(String name, String standard, Set<String> values) {
    String text = has(name) ? text(name) : standard;
    if (!values.contains(text)) {
      throw wrong(
          "has '%s' as '%s'; it must be one of %s"
              .formatted(text, name, String.join(", ", values.stream().sorted().toList())));
    }
    return text;
  }

  URI url(String name) {
    String text = text(name);
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below, in our words
    }
    throw wrong("has '%s' as '%s', which is no http or https URL".formatted(text, name));
  }

  SectionEntry entry(String name) {
    Object value = members.get(name);
    return new SectionEntry(
        file, place + "." + name, value == null ? Map.of() : value, environment);
  }

  Map<?, ?> members() {
    return members;
  }

  /// Whether a member says where its value is, rather than the value itself.
  boolean isElsewhere(String name) {
    return members.get(name) instanceof Map<?, ?>;
  }

  /// A value from `{env: VARIABLE}` or `{file: PATH}`, which are the only ways to give a secret.
  String secret(String name) {
    if (!has(name)) {
      throw wrong("needs a member '" + name + "'");
    }
    if (!(members.get(name) instanceof Map<?, ?> where) || where.size() != 1) {
      throw wrong(
          "must say where '%s' is, as {env: VARIABLE} or {file: PATH}; a secret does not belong in this file"
              .formatted(name));
    }
    Object variable = where.get("env");
    Object path = where.get("file");
    if (variable != null) {
      String value = environment.get(variable.toString());
      if (value == null || value.isEmpty()) {
        throw wrong("takes '%s' from the variable %s, which is not set".formatted(name, variable));
      }
      return line(name, value);
    }
    if (path == null) {
      throw wrong("must say where '%s' is, as {env: VARIABLE} or {file: PATH}".formatted(name));
    }
    return line(name, read(name, path.toString()));
  }

  private String read(String name, String path) {
    Path secret = file.toAbsolutePath().resolveSibling(path);
    try {
      if (Files.size(secret) <= MAX_SECRET_BYTES) {
        return Files.readString(secret, StandardCharsets.UTF_8).strip();
      }
      throw wrong("takes '%s' from %s, which is too large for a secret".formatted(name, secret));
    } catch (IOException e) {
      throw wrong(
          "takes '%s' from %s, which cannot be read (%s)"
              .formatted(name, secret, e.getClass().getSimpleName()));
    }
  }

  private String line(String name, String value) {
    if (value.isEmpty() || value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw wrong("has a '%s' that is empty or more than one line".formatted(name));
    }
    return value;
  }
}
