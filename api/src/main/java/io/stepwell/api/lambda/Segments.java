package io.stepwell.api.lambda;

import io.stepwell.api.http.PercentEncoding;
import java.util.ArrayList;
import java.util.List;

/// The parts of a path behind its prefix, decoded: a function's name may be an ARN.
final class Segments {
  private Segments() {}

  static List<String> of(String path) {
    List<String> segments = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        segments.add(PercentEncoding.decoded(part));
      }
    }
    return segments;
  }

  /// With `*` in place of the function's name, and of the name behind `aliases`.
  static List<String> withoutNames(List<String> segments) {
    List<String> route = new ArrayList<>(segments);
    for (int i = 0; i < route.size(); i += 2) {
      route.set(i, "*");
    }
    return route;
  }
}
