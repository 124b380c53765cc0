package io.stepwell.server.observe;

import java.math.BigDecimal;

/// Metrics in the text form of Prometheus, written family by family.
final class MetricsText {
  private final StringBuilder out;
  private String name = "";

  MetricsText(StringBuilder out) {
    this.out = out;
  }

  /// Begins a family.
  ///
  /// @param type `counter`, `gauge` or `histogram`
  MetricsText family(String family, String type, String help) {
    name = "stepwell_" + family;
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  MetricsText value(long value) {
    return line("", "", value);
  }

  /// @param labels `name="value"` with commas between, made with [#label]
  MetricsText value(String labels, long value) {
    return line("", labels, value);
  }

  /// A line of the family with something behind its name, such as `_bucket`.
  MetricsText line(String suffix, String labels, long value) {
    return line(suffix, labels, Long.toString(value));
  }

  /// Milliseconds as seconds.
  MetricsText seconds(String suffix, String labels, long millis) {
    return line(suffix, labels, BigDecimal.valueOf(millis, 3).toPlainString());
  }

  private MetricsText line(String suffix, String labels, String value) {
    out.append(name).append(suffix);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(value).append('\n');
    return this;
  }

  static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }
}
