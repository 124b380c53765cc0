package io.stepwell.tasks.aws;

import io.stepwell.tasks.remote.RemoteServices;
import io.stepwell.tasks.remote.ServiceEndpoints;

/// How a server finds this module.
public final class AwsServicesProvider implements RemoteServices.Provider {
  /// For [java.util.ServiceLoader].
  public AwsServicesProvider() {}

  @Override
  public RemoteServices open(ServiceEndpoints endpoints) {
    return new AwsServices(endpoints);
  }
}
