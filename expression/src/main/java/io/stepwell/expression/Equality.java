package io.stepwell.expression;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deep equality of JSON values, metered. As on AWS, `1` and `1.0` are two different values, and the
/// order of an object's members does not count.
public final class Equality {
  private Equality() {}

  @SuppressWarnings("ReferenceEquality") // the same instance is equal; the rest is compared below
  public static boolean equal(@Nullable Object a, @Nullable Object b, Meter meter) {
    meter.burn(1);
    if (a == b) {
      return true;
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return sameMembers(left, right, meter);
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      return sameItems(left, right, meter);
    }
    return a != null && a.equals(b);
  }

  private static boolean sameMembers(Map<?, ?> left, Map<?, ?> right, Meter meter) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> member : left.entrySet()) {
      Object other = right.get(member.getKey());
      if (other == null && !right.containsKey(member.getKey())) {
        return false;
      }
      if (!equal(member.getValue(), other, meter)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameItems(List<?> left, List<?> right, Meter meter) {
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<?> others = right.iterator();
    for (Object item : left) {
      if (!equal(item, others.next(), meter)) {
        return false;
      }
    }
    return true;
  }
}
