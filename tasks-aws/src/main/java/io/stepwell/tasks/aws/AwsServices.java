package io.stepwell.tasks.aws;

import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.items.ObjectStorage;
import io.stepwell.tasks.remote.RemoteServices;
import io.stepwell.tasks.remote.ServiceAction;
import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.remote.ServiceEndpoints.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Serves every action of every service whose SDK jar is there and that has an endpoint.
final class AwsServices implements RemoteServices {
  private static final String S3 = "s3";

  private final ServiceEndpoints endpoints;
  private final Clients clients;
  private final Map<String, Optional<Service>> services = new ConcurrentHashMap<>();
  private final Map<String, Optional<TaskHandler>> handlers = new ConcurrentHashMap<>();

  AwsServices(ServiceEndpoints endpoints) {
    this.endpoints = endpoints;
    this.clients = new Clients(endpoints);
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    return handlers
        .computeIfAbsent(resource, each -> Optional.ofNullable(handler(each)))
        .orElse(null);
  }

  private @Nullable TaskHandler handler(String resource) {
    ServiceAction action = ServiceAction.parse(resource).orElse(null);
    if (action == null || endpoints.of(action.service()) instanceof Target.Nowhere) {
      return null;
    }
    Service service = service(action.service());
    if (service == null || service.operation(action.action()) == null) {
      return null;
    }
    ApiCaller caller = new ApiCaller(action.service(), service, clients);
    if (!action.optimized()) {
      return new ApiTask(caller, action, null);
    }
    Integration integration = Integration.of(action.service(), action.action());
    if (integration == null) {
      return null;
    }
    if (!action.isJob()) {
      return new ApiTask(caller, action, integration);
    }
    Job job = integration.job();
    return job == null ? null : new JobTask(caller, action, integration, job);
  }

  @Override
  public @Nullable ObjectStorage objects(String region) {
    Service s3 = endpoints.of(S3) instanceof Target.Nowhere ? null : service(S3);
    return s3 == null ? null : new S3Storage(new ApiCaller(S3, s3, clients), region);
  }

  private @Nullable Service service(String name) {
    return services
        .computeIfAbsent(
            name,
            each ->
                Optional.ofNullable(ClientTypes.find(each, AwsServices.class.getClassLoader()))
                    .map(Service::new))
        .orElse(null);
  }

  @Override
  public String missing(String resource) {
    ServiceAction action = ServiceAction.parse(resource).orElse(null);
    if (action == null) {
      return RemoteServices.super.missing(resource);
    }
    Service service = service(action.service());
    if (service == null) {
      return "Nothing here serves the resource '%s': the jar software.amazon.awssdk:%s of the AWS SDK for Java is not in the server's lib folder"
          .formatted(resource, action.service());
    }
    return service.operation(action.action()) == null
        ? "The resource '%s' cannot be called: %s has no action '%s'"
            .formatted(resource, service.name(), action.action())
        : "The resource '%s' is an optimized integration that is not offered here; use arn:aws:states:::aws-sdk:%s:%s instead"
            .formatted(resource, action.service(), action.action());
  }

  @Override
  public void close() {
    clients.close();
  }
}
