package io.stepwell.cli.durability;

import io.stepwell.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One execution to be: what will happen to it is drawn before it starts and is part of its input,
/// so that services without a memory can act on it and its right end is known.
///
/// @param user of the call that creates the user, and of the one that removes it: `ok`, or `flaky`
///     (two attempts fail first)
/// @param order `ok`, `flaky`, or `refused`
/// @param stock `ok` or `missing`
/// @param approval `ok` or `rejected`
/// @param printed whether a deployed function has a part in it
record Saga(int number, String user, String order, String stock, String approval, boolean printed) {
  static final int ITEMS = 3;

  static Saga draw(int number, Random random) {
    String user = random.nextInt(4) == 0 ? "flaky" : "ok";
    String order = random.nextInt(4) == 0 ? "flaky" : "ok";
    boolean printed = random.nextInt(12) == 0;
    return switch (random.nextInt(8)) {
      case 0 -> new Saga(number, user, "refused", "ok", "ok", printed);
      case 1 -> new Saga(number, user, order, "missing", "ok", printed);
      case 2 -> new Saga(number, user, order, "ok", "rejected", printed);
      default -> new Saga(number, user, order, "ok", "ok", printed);
    };
  }

  String name() {
    return "saga-%04d".formatted(number);
  }

  String input() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("number", number);
    input.put("user", user);
    input.put("order", order);
    input.put("stock", stock);
    input.put("approval", approval);
    input.put("printed", printed);
    input.put("items", List.of("a" + number, "b" + number, "c" + number));
    return Json.write(input);
  }

  /// The error that it is compensated for; null when it succeeds.
  @Nullable String problem() {
    if (order.equals("refused")) {
      return "OrderRefused";
    }
    if (stock.equals("missing")) {
      return "OutOfStock";
    }
    return approval.equals("rejected") ? "Rejected" : null;
  }
}
