package io.stepwell.expression.jsonata;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions of the language, with the signatures that JSONata 2.0.6 gives them, and AWS's own.
/// `$eval` is none of them, as on AWS.
final class Builtins {
  private static final Map<String, Callable.Builtin> ALL = new HashMap<>();

  private Builtins() {}

  static @Nullable Callable find(String name) {
    return ALL.get(name);
  }

  static boolean exists(String name) {
    return ALL.containsKey(name);
  }

  private static void add(String name, String signature, int arity, Callable.Body body) {
    ALL.put(name, new Callable.Builtin(name, Signature.parse(signature), arity, body));
  }

  static {
    add("string", "<x-b?:s>", 1, TextFunctions::string);
    add("substring", "<s-nn?:s>", 3, TextFunctions::substring);
    add("substringBefore", "<s-s:s>", 2, TextFunctions::substringBefore);
    add("substringAfter", "<s-s:s>", 2, TextFunctions::substringAfter);
    add("lowercase", "<s-:s>", 1, TextFunctions::lowercase);
    add("uppercase", "<s-:s>", 1, TextFunctions::uppercase);
    add("length", "<s-:n>", 1, TextFunctions::length);
    add("trim", "<s-:s>", 1, TextFunctions::trim);
    add("pad", "<s-ns?:s>", 3, TextFunctions::pad);
    add("join", "<a<s>s?:s>", 2, TextFunctions::join);
    add("match", "<s-f<s:o>n?:a<o>>", 3, MatchFunctions::match);
    add("contains", "<s-(sf):b>", 2, MatchFunctions::contains);
    add("replace", "<s-(sf)(sf)n?:s>", 4, MatchFunctions::replace);
    add("split", "<s-(sf)n?:a<s>>", 3, MatchFunctions::split);
    add("base64encode", "<s-:s>", 1, TextFunctions::base64encode);
    add("base64decode", "<s-:s>", 1, TextFunctions::base64decode);
    add("encodeUrlComponent", "<s-:s>", 1, UrlFunctions::encodeUrlComponent);
    add("encodeUrl", "<s-:s>", 1, UrlFunctions::encodeUrl);
    add("decodeUrlComponent", "<s-:s>", 1, UrlFunctions::decodeUrlComponent);
    add("decodeUrl", "<s-:s>", 1, UrlFunctions::decodeUrl);

    add("number", "<(nsb)-:n>", 1, NumberFunctions::number);
    add("abs", "<n-:n>", 1, NumberFunctions::abs);
    add("floor", "<n-:n>", 1, NumberFunctions::floor);
    add("ceil", "<n-:n>", 1, NumberFunctions::ceil);
    add("round", "<n-n?:n>", 2, NumberFunctions::round);
    add("sqrt", "<n-:n>", 1, NumberFunctions::sqrt);
    add("power", "<n-n:n>", 2, NumberFunctions::power);
    add("sum", "<a<n>:n>", 1, NumberFunctions::sum);
    add("max", "<a<n>:n>", 1, NumberFunctions::max);
    add("min", "<a<n>:n>", 1, NumberFunctions::min);
    add("average", "<a<n>:n>", 1, NumberFunctions::average);
    add("formatNumber", "<n-so?:s>", 3, FormatNumber::formatNumber);
    add("formatBase", "<n-n?:s>", 2, NumberFunctions::formatBase);
    add("formatInteger", "<n-s:s>", 2, DateFunctions::formatInteger);
    add("parseInteger", "<s-s:n>", 2, DateFunctions::parseInteger);

    add("boolean", "<x-:b>", 1, ObjectFunctions::truth);
    add("not", "<x-:b>", 1, ObjectFunctions::not);
    add("exists", "<x:b>", 1, ObjectFunctions::exists);
    add("type", "<x:s>", 1, ObjectFunctions::type);
    add("keys", "<x-:a<s>>", 1, ObjectFunctions::keys);
    add("lookup", "<x-s:x>", 2, ObjectFunctions::lookup);
    add("spread", "<x-:a<o>>", 1, ObjectFunctions::spread);
    add("merge", "<a<o>:o>", 1, ObjectFunctions::merge);
    add("each", "<o-f:a>", 2, ObjectFunctions::each);
    add("sift", "<o-f?:o>", 2, ObjectFunctions::sift);
    add("clone", "<(oa)-:o>", 1, ObjectFunctions::clone);
    add("error", "<s?:x>", 1, ObjectFunctions::error);
    add("assert", "<bs?:x>", 2, ObjectFunctions::check);

    add("count", "<a:n>", 1, ArrayFunctions::count);
    add("append", "<xx:a>", 2, ArrayFunctions::append);
    add("sort", "<af?:a>", 2, ArrayFunctions::sort);
    add("reverse", "<a:a>", 1, ArrayFunctions::reverse);
    add("shuffle", "<a:a>", 1, ArrayFunctions::shuffle);
    add("distinct", "<x:x>", 1, ArrayFunctions::distinct);
    add("zip", "<a+>", 0, ArrayFunctions::zip);
    add("map", "<af>", 2, ArrayFunctions::map);
    add("filter", "<af>", 2, ArrayFunctions::filter);
    add("single", "<af?>", 2, ArrayFunctions::single);
    add("reduce", "<afj?:j>", 3, ArrayFunctions::reduce);

    add("now", "<s?s?:s>", 2, DateFunctions::now);
    add("millis", "<:n>", 0, DateFunctions::millis);
    add("toMillis", "<s-s?:n>", 2, DateFunctions::toMillis);
    add("fromMillis", "<n-s?s?:s>", 3, DateFunctions::fromMillis);

    add("parse", "<s?:x>", 1, StatesFunctions::parse);
    add("partition", "<an?:a>", 2, StatesFunctions::partition);
    add("range", "<nnn?:a>", 3, StatesFunctions::range);
    add("hash", "<ss?:s>", 2, StatesFunctions::hash);
    add("random", "<n?:n>", 1, StatesFunctions::random);
    add("uuid", "<:s>", 0, StatesFunctions::uuid);
  }
}
