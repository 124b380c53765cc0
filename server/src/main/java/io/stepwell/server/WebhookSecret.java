package io.stepwell.server;

import io.stepwell.server.Configuration.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the secret of the webhook from where the settings say it is; it is never a setting itself.
final class WebhookSecret {
  private WebhookSecret() {}

  /// Null when none is configured.
  static @Nullable String read(Map<Setting, Value> values, Map<String, String> environment) {
    Value file = Objects.requireNonNull(values.get(Setting.EVENTS_SECRET_FILE));
    Value variable = Objects.requireNonNull(values.get(Setting.EVENTS_SECRET_ENV));
    if (!file.text().isEmpty()) {
      return checked(fromFile(file), Setting.EVENTS_SECRET_FILE, file);
    }
    return variable.text().isEmpty()
        ? null
        : checked(environment.get(variable.text()), Setting.EVENTS_SECRET_ENV, variable);
  }

  private static String fromFile(Value file) {
    try {
      return Files.readString(Path.of(file.text())).strip();
    } catch (IOException e) {
      throw new ConfigurationException(
          "'%s' (%s) cannot be read for %s: %s"
              .formatted(file.text(), file.origin(), Setting.EVENTS_SECRET_FILE.key(), e));
    }
  }

  private static String checked(@Nullable String secret, Setting setting, Value where) {
    if (secret == null || secret.isEmpty()) {
      throw new ConfigurationException(
          "'%s' (%s) holds no secret; %s must name one that does"
              .formatted(where.text(), where.origin(), setting.key()));
    }
    return secret;
  }
}
