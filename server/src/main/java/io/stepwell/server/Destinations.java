package io.stepwell.server;

import io.stepwell.tasks.remote.ServiceAction;
import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.remote.ServiceEndpoints.Target;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells in words where a resource of a definition leads with a configuration, without a server: what
/// [Resolution] does, seen from outside.
public final class Destinations {
  private static final Pattern FUNCTION =
      Pattern.compile("arn:aws[a-zA-Z-]*:lambda:[^:]+:[^:]+:function:([^:]+)(?::[^:]+)?");
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:aws[a-zA-Z-]*:states:[^:]+:[^:]+:activity:.+");

  /// Actions that read the items of a distributed Map and write its results.
  private static final Set<String> MAP_ACTIONS = Set.of("getObject", "listObjectsV2", "putObject");

  private final Configuration configuration;

  public Destinations(Configuration configuration) {
    this.configuration = configuration;
  }

  /// Where a resource leads.
  ///
  /// @param served false when nobody serves it; `place` then names the settings that would change that
  public record Destination(boolean served, String place) {}

  /// @param resource as a state names it
  public Destination of(String resource) {
    Matcher function = FUNCTION.matcher(resource);
    if (function.matches()) {
      return function(function.group(1));
    }
    if (ACTIVITY.matcher(resource).matches()) {
      return here("an activity here");
    }
    return ServiceAction.parse(resource)
        .map(this::action)
        .orElseGet(() -> new Destination(false, "no resource that there is"));
  }

  private Destination function(String name) {
    MappedService service = configuration.functions().get(name);
    return here(
        service == null
            ? "the function " + name + " deployed here"
            : "%s (stepwell.yaml, functions.%s)".formatted(service.url(), name));
  }

  private Destination action(ServiceAction action) {
    if (action.service().equals("sfn")) {
      return here("this server");
    }
    if (action.optimized() && action.service().equals("http")) {
      return here("the service at its ApiEndpoint");
    }
    if (action.optimized() && action.service().equals("lambda")) {
      return here("a function here, deployed or named in stepwell.yaml");
    }
    Destination remote = remote(action.service(), configuration.endpoints());
    if (action.optimized() && action.service().equals("apigateway")) {
      return remote.served() ? remote : here("the API at its ApiEndpoint");
    }
    if (action.optimized() && jobs(action.service(), action.action())) {
      return here(
          "the jobs that stepwell.yaml describes as "
              + action.service()
              + (remote.served() ? ", or else " + remote.place() : ""));
    }
    boolean bucket = action.optimized() && action.service().equals("s3");
    return bucket && MAP_ACTIONS.contains(action.action())
        ? here(
            "a folder of the bucket's name here"
                + (remote.served() ? ", or else " + remote.place() : ""))
        : remote;
  }

  private boolean jobs(String service, String action) {
    return (service.equals("batch")
            && action.equals("submitJob")
            && !configuration.batch().jobs().isEmpty())
        || (service.equals("glue")
            && action.equals("startJobRun")
            && !configuration.glue().jobs().isEmpty());
  }

  private static Destination remote(String service, ServiceEndpoints endpoints) {
    return switch (endpoints.of(service)) {
      case Target.Endpoint(var url, String origin) -> here(url + " (" + origin + ")");
      case Target.Real _ -> here("AWS (aws.enabled)");
      case Target.Nowhere _ ->
          new Destination(
              false,
              "nobody: 'endpoints: {%s: URL}' or 'aws: {enabled: true}' would".formatted(service));
    };
  }

  private static Destination here(String place) {
    return new Destination(true, place);
  }
}
