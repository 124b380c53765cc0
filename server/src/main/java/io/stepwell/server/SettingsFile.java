package io.stepwell.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// What `stepwell.yaml` says:
///
/// ```yaml
/// port: 8083
/// functions:
///   CreateUser: http://localhost:7001/users
///   PlaceOrder: {url: "http://localhost:7002/orders", timeout: 30s}
/// http:
///   allow: [localhost, "*.example.com"]
/// connections:
///   Shop: {type: basic, username: ada, password: {env: SHOP_PASSWORD}}
/// endpoints:
///   dynamodb: http://localhost:8000
/// auth: sigv4
/// keys:
///   - {accessKeyId: AKIAOPS, secret: {file: secrets/ops}, role: operator}
/// ```
///
/// @param sections members that are read together with the environment, by name
public record SettingsFile(
    Path path,
    Map<Setting, String> settings,
    Map<String, MappedService> functions,
    Map<String, Object> sections) {
  public static final String NAME = "stepwell.yaml";

  private static final String FUNCTIONS = "functions";
  private static final List<String> SECTIONS =
      List.of(
          ConnectionSection.NAME,
          KeySection.NAME,
          EndpointSection.NAME,
          ScheduleSection.NAME,
          JobSections.BATCH,
          JobSections.GLUE);
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,8})(ms|s|m|)");

  public static SettingsFile none() {
    return empty(Path.of(NAME));
  }

  private static SettingsFile empty(Path path) {
    return new SettingsFile(path, Map.of(), Map.of(), Map.of());
  }

  /// Reads the file if there is one.
  ///
  /// @throws ConfigurationException when it cannot be understood
  public static SettingsFile read(Path path) {
    if (!Files.exists(path)) {
      return empty(path);
    }
    try {
      return parse(path, Files.readString(path, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ConfigurationException("%s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  static SettingsFile parse(Path path, String text) {
    Object document = load(path, text);
    if (document == null) {
      return empty(path);
    }
    if (!(document instanceof Map<?, ?> members)) {
      throw new ConfigurationException(
          "%s must hold settings such as 'port: 8083'".formatted(path));
    }
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    Map<String, MappedService> functions = new LinkedHashMap<>();
    Map<String, Object> sections = new LinkedHashMap<>();
    members.forEach(
        (key, value) -> {
          if (FUNCTIONS.equals(key)) {
            functions.putAll(functions(path, value));
          } else if (key instanceof String name && SECTIONS.contains(name)) {
            sections.put(name, value == null ? Map.of() : value);
          } else {
            put(settings, path, String.valueOf(key), value);
          }
        });
    return new SettingsFile(path, settings, functions, sections);
  }

  /// A setting, or those whose names begin with the key: `http: {allow: …}` is `http.allow`.
  private static void put(
      Map<Setting, String> settings, Path path, String key, @Nullable Object value) {
    boolean group =
        Arrays.stream(Setting.values()).anyMatch(each -> each.key().startsWith(key + "."));
    if (group && value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> put(settings, path, key + "." + name, member));
    } else {
      settings.put(setting(path, key), scalar(path, key, value));
    }
  }

  private static @Nullable Object load(Path path, String text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (MarkedYAMLException e) {
      throw new ConfigurationException(
          "%s, line %d: %s".formatted(path, e.getProblemMark().getLine() + 1, e.getProblem()));
    } catch (YAMLException e) {
      throw new ConfigurationException("%s: %s".formatted(path, e.getMessage()));
    }
  }

  private static Setting setting(Path path, @Nullable Object key) {
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    List<String> known = Arrays.stream(Setting.values()).map(Setting::key).toList();
    throw new ConfigurationException(
        "%s: there is no setting '%s'; there are %s, %s and %s"
            .formatted(
                path, key, String.join(", ", known), FUNCTIONS, String.join(", ", SECTIONS)));
  }

  private static String scalar(Path path, @Nullable Object key, @Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case Boolean flag -> flag.toString();
      case List<?> list ->
          String.join(",", list.stream().map(item -> scalar(path, key, item)).toList());
      case Map<?, ?> pairs when Setting.RETENTION_MACHINES.key().equals(key) ->
          String.join(
              ",",
              pairs.entrySet().stream()
                  .map(pair -> pair.getKey() + "=" + scalar(path, key, pair.getValue()))
                  .toList());
      case null, default ->
          throw new ConfigurationException("%s: '%s' must be a single value".formatted(path, key));
    };
  }

  private static Map<String, MappedService> functions(Path path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      throw new ConfigurationException(
          "%s: 'functions' must map names to URLs, such as 'CreateUser: http://localhost:7001/'"
              .formatted(path));
    }
    Map<String, MappedService> functions = new LinkedHashMap<>();
    members.forEach(
        (name, target) ->
            functions.put(String.valueOf(name), service(path, String.valueOf(name), target)));
    return functions;
  }

  private static MappedService service(Path path, String name, @Nullable Object target) {
    return target instanceof Map<?, ?> members
        ? new MappedService(
            url(path, name, members.get("url")), timeout(path, name, members.get("timeout")))
        : new MappedService(url(path, name, target), MappedService.STANDARD_TIMEOUT);
  }

  /// `10s`, `500ms`, `2m`, or seconds as a number.
  private static Duration timeout(Path path, String name, @Nullable Object value) {
    if (value == null) {
      return MappedService.STANDARD_TIMEOUT;
    }
    Matcher matcher = DURATION.matcher(value.toString());
    if (!matcher.matches()) {
      throw new ConfigurationException(
          "%s: the timeout '%s' of function '%s' must be a time such as 10s, 500ms or 2m"
              .formatted(path, value, name));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private static URI url(Path path, String name, @Nullable Object text) {
    try {
      URI url = URI.create(String.valueOf(text));
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below, in our words
    }
    throw new ConfigurationException(
        "%s: function '%s' is mapped to '%s', which is no http or https URL"
            .formatted(path, name, text));
  }
}
