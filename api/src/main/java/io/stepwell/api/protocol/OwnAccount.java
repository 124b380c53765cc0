package io.stepwell.api.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Looks at whose things a request names: every ARN of Step Functions in it has an account.
final class OwnAccount {
  private OwnAccount() {}

  /// Tells of each such ARN, with its account.
  static void each(@Nullable Object value, BiConsumer<String, String> found) {
    switch (value) {
      case Map<?, ?> members ->
          members.forEach(
              (name, member) -> {
                if (member instanceof String text && String.valueOf(name).endsWith("Arn")) {
                  check(text, found);
                } else {
                  each(member, found);
                }
              });
      case List<?> items -> items.forEach(item -> each(item, found));
      case null, default -> {}
    }
  }

  private static void check(String text, BiConsumer<String, String> found) {
    String[] parts = text.split(":", 6);
    if (parts.length == 6 && parts[0].equals("arn") && parts[2].equals("states")) {
      found.accept(text, parts[4]);
    }
  }
}
