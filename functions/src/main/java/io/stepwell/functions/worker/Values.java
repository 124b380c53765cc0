package io.stepwell.functions.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns JSON values into what a handler takes, and what it returns into JSON values: strings,
/// numbers, booleans, lists, maps, and records by the names of their components.
final class Values {
  private Values() {}

  /// @param where the place in the input, for the message
  /// @throws IllegalArgumentException when the value does not fit the type
  static @Nullable Object fromJson(@Nullable Object value, Type type, String where) {
    Class<?> raw = raw(type);
    if (value == null) {
      return absent(raw, where);
    }
    if (raw.equals(Object.class)) {
      return value;
    }
    return switch (value) {
      case Map<?, ?> map when raw.isRecord() -> record(map, raw, where);
      case Map<?, ?> map when raw.isAssignableFrom(Map.class) -> map(map, type, where);
      case List<?> list when raw.isAssignableFrom(List.class) -> list(list, type, where);
      case String text when raw.equals(String.class) -> text;
      case Boolean truth when raw.equals(Boolean.class) || raw.equals(boolean.class) -> truth;
      case Number number -> number(number, raw, where);
      default -> throw unfit(value, raw, where);
    };
  }

  private static @Nullable Object absent(Class<?> raw, String where) {
    if (raw.isPrimitive()) {
      throw new IllegalArgumentException(where + " is missing, and must be a " + raw.getName());
    }
    return null;
  }

  private static Object number(Number number, Class<?> raw, String where) {
    BigDecimal exact = new BigDecimal(number.toString());
    try {
      return switch (raw.getName()) {
        case "int", "java.lang.Integer" -> exact.intValueExact();
        case "long", "java.lang.Long" -> exact.longValueExact();
        case "double", "java.lang.Double" -> exact.doubleValue();
        case "java.math.BigDecimal" -> exact;
        case "java.math.BigInteger" -> exact.toBigIntegerExact();
        case "java.lang.Number" -> number;
        default -> throw unfit(number, raw, where);
      };
    } catch (ArithmeticException e) {
      throw unfit(number, raw, where);
    }
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map, Type type, String where) {
    Type inner = argument(type, 1);
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> result.put((String) name, fromJson(value, inner, where + "." + name)));
    return result;
  }

  private static List<@Nullable Object> list(List<?> list, Type type, String where) {
    Type inner = argument(type, 0);
    List<@Nullable Object> result = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      result.add(fromJson(list.get(i), inner, where + "[" + i + "]"));
    }
    return result;
  }

  private static Object record(Map<?, ?> members, Class<?> raw, String where) {
    RecordComponent[] components = raw.getRecordComponents();
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      types[i] = components[i].getType();
      arguments[i] =
          fromJson(members.get(name), components[i].getGenericType(), where + "." + name);
    }
    try {
      var constructor = raw.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(where + ": " + e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException unfit(Object value, Class<?> raw, String where) {
    return new IllegalArgumentException(
        "%s is a JSON %s, not a %s".formatted(where, kind(value), raw.getName()));
  }

  private static String kind(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> "object";
      case List<?> _ -> "array";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      default -> "number " + value;
    };
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> Object.class;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  /// @throws IllegalArgumentException when the value cannot be written as JSON
  static @Nullable Object toJson(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String _, Boolean _, Long _, Integer _, Double _, BigInteger _, BigDecimal _ -> value;
      case Number number -> new BigDecimal(number.toString());
      case CharSequence text -> text.toString();
      case Enum<?> constant -> constant.name();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put(String.valueOf(name), toJson(member)));
        yield members;
      }
      case Collection<?> items -> items(items);
      case Object[] items -> items(Arrays.asList(items));
      case Record record -> members(record);
      default ->
          throw new IllegalArgumentException(
              "a "
                  + value.getClass().getName()
                  + " (return maps, lists, records, strings, numbers, booleans or null)");
    };
  }

  private static List<@Nullable Object> items(Collection<?> items) {
    List<@Nullable Object> result = new ArrayList<>(items.size());
    items.forEach(item -> result.add(toJson(item)));
    return result;
  }

  private static Map<String, @Nullable Object> members(Record record) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        members.put(component.getName(), toJson(accessor.invoke(record)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(component.getName() + ": " + e.getMessage(), e);
      }
    }
    return members;
  }
}
