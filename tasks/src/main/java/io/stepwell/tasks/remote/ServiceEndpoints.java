package io.stepwell.tasks.remote;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the services of AWS's API are reached: the endpoint of the service, the one for all, AWS
/// itself where that was switched on, or nowhere.
public final class ServiceEndpoints {
  /// Nothing is configured.
  public static final ServiceEndpoints NONE = new ServiceEndpoints(Map.of(), null, null, null);

  private final Map<String, Target.Endpoint> services;
  private final Target.@Nullable Endpoint all;
  private final @Nullable Aws aws;
  private final @Nullable String region;

  /// Where a service is.
  public sealed interface Target {
    /// An AWS-compatible server.
    ///
    /// @param origin the setting that says so
    record Endpoint(URI url, String origin) implements Target {}

    /// AWS, with the usual chain of credentials.
    ///
    /// @param profile of the shared configuration, or null for the usual one
    record Real(@Nullable String profile) implements Target {}

    /// No setting says where.
    record Nowhere() implements Target {}
  }

  /// AWS was switched on.
  public record Aws(@Nullable String profile) {}

  /// @param services by module name of the AWS SDK (`dynamodb`, `eventbridge`)
  /// @param all for those that are not among them
  /// @param aws null when AWS itself is not to be called
  /// @param region of all calls; null for the region of the state machine
  public ServiceEndpoints(
      Map<String, Target.Endpoint> services,
      Target.@Nullable Endpoint all,
      @Nullable Aws aws,
      @Nullable String region) {
    this.services = Map.copyOf(services);
    this.all = all;
    this.aws = aws;
    this.region = region;
  }

  public Target of(String service) {
    Target.Endpoint own = services.getOrDefault(service, all);
    if (own != null) {
      return own;
    }
    return aws == null ? new Target.Nowhere() : new Target.Real(aws.profile());
  }

  public @Nullable String region() {
    return region;
  }

  /// Whether no service is reached at all.
  public boolean isEmpty() {
    return services.isEmpty() && all == null && aws == null;
  }

  /// The endpoints by service, `*` for the one of all others.
  public Map<String, URI> urls() {
    Map<String, URI> urls = new TreeMap<>();
    services.forEach((name, endpoint) -> urls.put(name, endpoint.url()));
    if (all != null) {
      urls.put("*", all.url());
    }
    return urls;
  }
}
