package io.stepwell.server;

import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.remote.ServiceEndpoints.Target;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the services of AWS's API are: the section `endpoints` of `stepwell.yaml`, and the variables
/// `AWS_ENDPOINT_URL_SERVICE` and `AWS_ENDPOINT_URL` that AWS's clients know.
final class EndpointSection {
  static final String NAME = "endpoints";

  private static final String VARIABLE = "AWS_ENDPOINT_URL";

  /// Names that people know services by, and the SDK's.
  private static final Map<String, String> ALIASES =
      Map.of(
          "events", "eventbridge",
          "states", "sfn",
          "stepfunctions", "sfn",
          "logs", "cloudwatchlogs");

  private EndpointSection() {}

  /// Variables win over the file, and what names a service over what is for all.
  ///
  /// @param all the setting `aws.endpoint`, or null
  static ServiceEndpoints read(
      SettingsFile file,
      Map<String, String> environment,
      Configuration.@Nullable Value all,
      ServiceEndpoints.@Nullable Aws aws,
      @Nullable String region) {
    Map<String, Target.Endpoint> services = new TreeMap<>();
    Object section = file.sections().getOrDefault(NAME, Map.of());
    SectionEntry entry = new SectionEntry(file.path(), NAME, section, environment);
    for (Object name : entry.members().keySet()) {
      services.put(
          module(String.valueOf(name)),
          new Target.Endpoint(
              entry.url(String.valueOf(name)), "%s, %s.%s".formatted(file.path(), NAME, name)));
    }
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(VARIABLE + "_") && !value.isEmpty()) {
            String name = variable.substring(VARIABLE.length() + 1).replace("_", "");
            services.put(module(name), endpoint(value, "variable " + variable));
          }
        });
    return new ServiceEndpoints(services, forAll(environment, all), aws, region);
  }

  private static Target.@Nullable Endpoint forAll(
      Map<String, String> environment, Configuration.@Nullable Value all) {
    if (all != null) {
      return endpoint(all.text(), all.origin());
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isEmpty() ? null : endpoint(variable, "variable " + VARIABLE);
  }

  private static String module(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("-", "");
    return ALIASES.getOrDefault(plain, plain);
  }

  private static Target.Endpoint endpoint(String text, String origin) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return new Target.Endpoint(url, origin);
      }
    } catch (IllegalArgumentException e) {
      // told below, in our words
    }
    throw new ConfigurationException(
        "'%s' is no http or https URL of an endpoint (%s)".formatted(text, origin));
  }
}
