package io.stepwell.tasks.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which hosts HTTP tasks may call: patterns such as `api.example.com`, `*.example.com`,
/// `10.1.*:8080` or `*`. A pattern without a port allows every port.
public final class HostRules {
  public static final HostRules ALL = new HostRules(List.of("*"));

  private final List<Pattern> patterns;

  public HostRules(List<String> allowed) {
    patterns = allowed.stream().map(HostRules::pattern).toList();
  }

  private static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    for (String part : text.toLowerCase(Locale.ROOT).split("(?=\\*)|(?<=\\*)", -1)) {
      regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    boolean withPort = text.matches(".*:(\\d+|\\*)") && !text.endsWith("]");
    return Pattern.compile(withPort ? regex.toString() : regex + "(:\\d+)?");
  }

  /// @param uri an absolute one
  boolean allow(URI uri) {
    HttpOrigin origin = HttpOrigin.of(uri);
    String host = origin.host().toLowerCase(Locale.ROOT);
    String target = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    String withPort = target + ":" + origin.port();
    return patterns.stream().anyMatch(pattern -> pattern.matcher(withPort).matches());
  }
}
