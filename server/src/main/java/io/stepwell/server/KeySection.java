package io.stepwell.server;

import io.stepwell.api.auth.AccessKey;
import io.stepwell.api.auth.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The section `keys` of `stepwell.yaml`: who may call a server that asks.
final class KeySection {
  static final String NAME = "keys";

  private static final Pattern ID = Pattern.compile("\\w{3,128}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final int MIN_SECRET_CHARS = 16;

  private KeySection() {}

  /// @param account of keys that name none
  static List<AccessKey> read(SettingsFile file, Map<String, String> environment, String account) {
    Object section = file.sections().getOrDefault(NAME, List.of());
    if (!(section instanceof List<?> items)) {
      throw new ConfigurationException(
          "%s: '%s' must be a list, of items with accessKeyId and secret"
              .formatted(file.path(), NAME));
    }
    List<AccessKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      SectionEntry entry =
          new SectionEntry(file.path(), NAME + "[" + i + "]", items.get(i), environment);
      AccessKey key = key(entry, account);
      if (!ids.add(key.id())) {
        throw entry.wrong("has the accessKeyId of another key");
      }
      keys.add(key);
    }
    return List.copyOf(keys);
  }

  private static AccessKey key(SectionEntry entry, String standard) {
    entry.allow(Set.of("accessKeyId", "secret", "account", "role"));
    String id = entry.text("accessKeyId");
    if (!ID.matcher(id).matches()) {
      throw entry.wrong("has an accessKeyId that is not 3 to 128 letters and digits");
    }
    String account = entry.has("account") ? entry.text("account") : standard;
    if (!ACCOUNT.matcher(account).matches()) {
      throw entry.wrong("has '%s' as 'account'; it must be 12 digits in quotes".formatted(account));
    }
    String secret = entry.secret("secret");
    if (secret.length() < MIN_SECRET_CHARS) {
      throw entry.wrong("has a secret of less than %d characters".formatted(MIN_SECRET_CHARS));
    }
    String role = entry.oneOf("role", "admin", Set.of("admin", "operator", "viewer"));
    return new AccessKey(id, secret, account, Role.valueOf(role.toUpperCase(Locale.ROOT)));
  }
}
