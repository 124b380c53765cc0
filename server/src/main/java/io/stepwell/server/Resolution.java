package io.stepwell.server;

import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.items.ObjectStorage;
import io.stepwell.tasks.remote.RemoteServices;
import io.stepwell.tasks.remote.ServiceAction;
import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.remote.ServiceEndpoints.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who serves a resource: what runs here, then the endpoint of its service, then AWS where that was
/// switched on; and what to say when nobody does.
final class Resolution implements TaskHandlers {
  private static final Logger LOG = LoggerFactory.getLogger(Resolution.class);

  static final String INSTALL =
      "the integrations over the AWS SDK are not installed; './stepwell install aws' does that";

  private final List<TaskHandlers> local;
  private final ServiceEndpoints endpoints;
  private final @Nullable RemoteServices remote;

  /// @param local asked in this order
  /// @param remote null when the integrations over the AWS SDK are not installed
  Resolution(
      List<TaskHandlers> local, ServiceEndpoints endpoints, @Nullable RemoteServices remote) {
    this.local = List.copyOf(local);
    this.endpoints = endpoints;
    this.remote = remote;
  }

  /// The integrations over the AWS SDK, if they are configured and installed; otherwise null.
  static @Nullable RemoteServices remote(Configuration configuration, Parts parts) {
    ServiceEndpoints endpoints = configuration.endpoints();
    if (endpoints.isEmpty()) {
      return null;
    }
    Libraries libraries = parts.add(Libraries.open(configuration.libraries()));
    RemoteServices remote = libraries.services(endpoints).map(parts::add).orElse(null);
    if (remote == null) {
      LOG.warn("Endpoints of AWS services are configured, but {}", INSTALL);
    }
    return remote;
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    for (TaskHandlers each : local) {
      TaskHandler found = each.find(resource);
      if (found != null) {
        return found;
      }
    }
    return remote == null ? null : remote.find(resource);
  }

  /// The buckets of the S3 server that is configured, or null when there is none.
  @Nullable ObjectStorage objects(String region) {
    return remote == null ? null : remote.objects(region);
  }

  @Override
  public String missing(String resource) {
    ServiceAction action = ServiceAction.parse(resource).orElse(null);
    if (action == null) {
      return TaskHandlers.super.missing(resource);
    }
    if (endpoints.of(action.service()) instanceof Target.Nowhere) {
      return "Nothing here serves the resource '%s'. In stepwell.yaml, 'endpoints: {%s: URL}' names an AWS-compatible server for it, or 'aws: {enabled: true}' lets it call AWS"
          .formatted(resource, action.service());
    }
    return remote == null
        ? "Nothing here serves the resource '%s': %s".formatted(resource, INSTALL)
        : remote.missing(resource);
  }
}
