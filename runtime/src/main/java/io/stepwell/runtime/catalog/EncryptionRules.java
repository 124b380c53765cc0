package io.stepwell.runtime.catalog;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of an encryption configuration. It is kept and shown; nothing here encrypts by a key.
final class EncryptionRules {
  private static final Map<String, Object> OWN_KEY = Map.of("type", "AWS_OWNED_KEY");
  private static final long STANDARD_REUSE_SECONDS = 300;

  private EncryptionRules() {}

  static void check(@Nullable Object configuration) {
    if (!(configuration instanceof Map<?, ?> members)) {
      return;
    }
    boolean customer = "CUSTOMER_MANAGED_KMS_KEY".equals(members.get("type"));
    if (customer && members.get("kmsKeyId") == null) {
      throw refused("kmsKeyId must be specified when the type is CUSTOMER_MANAGED_KMS_KEY");
    }
    if (!customer && members.get("kmsKeyId") != null) {
      throw refused("kmsKeyId can only be specified when the type is CUSTOMER_MANAGED_KMS_KEY");
    }
    if (!customer && members.get("kmsDataKeyReusePeriodSeconds") != null) {
      throw refused(
          "kmsDataKeyReusePeriodSeconds can only be specified when the type is"
              + " CUSTOMER_MANAGED_KMS_KEY");
    }
  }

  private static CallerException refused(String what) {
    return new CallerException(
        ErrorCode.INVALID_ENCRYPTION_CONFIGURATION, "Invalid Encryption Configuration: " + what);
  }

  /// As a state machine shows it; null for not at all. AWS began to show its own key, unasked, with
  /// the release that brought variables and JSONata. Definitions that use neither are shown as they
  /// were before, so that what people recorded then still holds.
  static @Nullable Object shown(@Nullable Object configuration, String definition) {
    boolean recent = definition.contains("\"Assign\"") || definition.contains("\"JSONata\"");
    return configuration == null && !recent ? null : shown(configuration);
  }

  /// With AWS's defaults.
  static Object shown(@Nullable Object configuration) {
    if (!(configuration instanceof Map<?, ?> members)) {
      return OWN_KEY;
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    if (members.get("kmsKeyId") != null) {
      shown.put("kmsKeyId", members.get("kmsKeyId"));
      shown.put("kmsDataKeyReusePeriodSeconds", STANDARD_REUSE_SECONDS);
    }
    members.forEach((name, value) -> shown.put((String) name, value));
    return shown;
  }
}
