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

  /// As it is shown: what was given, with AWS's defaults; AWS's own key where nothing was given.
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
