package io.stepwell.expression.intrinsics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The functions, with the number of arguments that each takes.
enum Intrinsic {
  FORMAT("States.Format", 1, Intrinsic.ANY_NUMBER, _ -> null), // see class Format
  STRING_TO_JSON("States.StringToJson", 1, 1, JsonFunctions::stringToJson),
  JSON_TO_STRING("States.JsonToString", 1, 1, JsonFunctions::jsonToString),
  JSON_MERGE("States.JsonMerge", 3, 3, JsonFunctions::merge),
  ARRAY("States.Array", 0, Intrinsic.ANY_NUMBER, ArrayFunctions::array),
  ARRAY_PARTITION("States.ArrayPartition", 2, 2, ArrayFunctions::partition),
  ARRAY_CONTAINS("States.ArrayContains", 2, 2, ArrayFunctions::contains),
  ARRAY_RANGE("States.ArrayRange", 3, 3, ArrayFunctions::range),
  ARRAY_GET_ITEM("States.ArrayGetItem", 2, 2, ArrayFunctions::item),
  ARRAY_LENGTH("States.ArrayLength", 1, 1, ArrayFunctions::length),
  ARRAY_UNIQUE("States.ArrayUnique", 1, 1, ArrayFunctions::unique),
  BASE64_ENCODE("States.Base64Encode", 1, 1, TextFunctions::base64Encode),
  BASE64_DECODE("States.Base64Decode", 1, 1, TextFunctions::base64Decode),
  HASH("States.Hash", 2, 2, TextFunctions::hash),
  STRING_SPLIT("States.StringSplit", 2, 2, TextFunctions::split),
  MATH_RANDOM("States.MathRandom", 2, 3, MathFunctions::random),
  MATH_ADD("States.MathAdd", 2, 2, MathFunctions::add),
  UUID("States.UUID", 0, 0, MathFunctions::uuid);

  private static final int ANY_NUMBER = Integer.MAX_VALUE;
  private static final Map<String, Intrinsic> BY_NAME = new HashMap<>();

  static {
    for (Intrinsic intrinsic : values()) {
      BY_NAME.put(intrinsic.text, intrinsic);
    }
  }

  private final String text;
  private final int fewest;
  private final int most;

  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  private final Function<Arguments, @Nullable Object> body;

  Intrinsic(String text, int fewest, int most, Function<Arguments, @Nullable Object> body) {
    this.text = text;
    this.fewest = fewest;
    this.most = most;
    this.body = body;
  }

  static @Nullable Intrinsic of(String name) {
    return BY_NAME.get(name);
  }

  /// As written in definitions.
  String text() {
    return text;
  }

  boolean takes(int arguments) {
    return arguments >= fewest && arguments <= most;
  }

  /// How many arguments it takes, in words.
  String arity() {
    if (most == ANY_NUMBER) {
      return "at least " + fewest;
    }
    return fewest == most ? String.valueOf(fewest) : fewest + " or " + most;
  }

  @Nullable Object apply(Arguments arguments) {
    return body.apply(arguments);
  }
}
