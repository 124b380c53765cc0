package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stable merge sort that takes any comparison, also one that contradicts itself.
final class Sorting {
  private Sorting() {}

  /// Whether the first value belongs behind the second.
  @FunctionalInterface
  interface Behind {
    boolean test(@Nullable Object first, @Nullable Object second);
  }

  static List<@Nullable Object> sort(List<?> items, Behind behind, Meter meter) {
    List<@Nullable Object> from = new ArrayList<>(items);
    List<@Nullable Object> to = new ArrayList<>(Collections.nCopies(items.size(), null));
    for (int width = 1; width < from.size(); width *= 2) {
      for (int start = 0; start < from.size(); start += 2 * width) {
        merge(from, to, start, width, behind, meter);
      }
      List<@Nullable Object> swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(
      List<@Nullable Object> from,
      List<@Nullable Object> to,
      int start,
      int width,
      Behind behind,
      Meter meter) {
    int middle = Math.min(from.size(), start + width);
    int end = Math.min(from.size(), middle + width);
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      meter.burn(1);
      boolean takeRight =
          left == middle || (right < end && behind.test(from.get(left), from.get(right)));
      to.set(at, takeRight ? from.get(right++) : from.get(left++));
    }
  }

  /// `^(…)`.
  static Sequence byTerms(Node.Sort sort, List<?> items, Frame frame, Evaluation evaluation) {
    boolean tuples = items instanceof Sequence sequence && sequence.tuples;
    Sequence sorted = new Sequence();
    sorted.addAll(
        sort(
            items,
            (a, b) -> compare(sort, a, b, tuples, frame, evaluation) > 0,
            evaluation.meter()));
    return sorted;
  }

  private static int compare(
      Node.Sort sort,
      @Nullable Object a,
      @Nullable Object b,
      boolean tuples,
      Frame frame,
      Evaluation evaluation) {
    for (Node.Term term : sort.terms) {
      Object x = key(term, a, tuples, frame, evaluation);
      Object y = key(term, b, tuples, frame, evaluation);
      if (x == Undefined.VALUE || y == Undefined.VALUE) {
        if (x == Undefined.VALUE && y == Undefined.VALUE) {
          continue;
        }
        return x == Undefined.VALUE ? 1 : -1; // what has no key comes last
      }
      int order = order(x, y);
      if (order != 0) {
        return term.descending() ? -order : order;
      }
    }
    return 0;
  }

  private static @Nullable Object key(
      Node.Term term, @Nullable Object item, boolean tuples, Frame frame, Evaluation evaluation) {
    return tuples
        ? evaluation.evaluate(
            term.expression(),
            Evaluation.tuple(item).get("@"),
            Frame.ofTuple(frame, Evaluation.tuple(item)))
        : evaluation.evaluate(term.expression(), item, frame);
  }

  private static int order(@Nullable Object x, @Nullable Object y) {
    if (x instanceof Number a && y instanceof Number b) {
      return Numbers.compare(a, b);
    }
    if (x instanceof String a && y instanceof String b) {
      return a.compareTo(b);
    }
    boolean comparable =
        (x instanceof Number || x instanceof String)
            && (y instanceof Number || y instanceof String);
    throw comparable ? JsonataError.of("T2007", x, y) : JsonataError.of("T2008");
  }
}
