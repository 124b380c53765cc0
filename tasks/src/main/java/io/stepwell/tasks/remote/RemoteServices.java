package io.stepwell.tasks.remote;

import io.stepwell.tasks.TaskHandlers;

/// The services of AWS's API, called at their endpoints. Its implementation brings the AWS SDK along
/// and is found by [java.util.ServiceLoader] as a [Provider]; without it everything else works.
public interface RemoteServices extends TaskHandlers, AutoCloseable {
  /// Makes them.
  interface Provider {
    RemoteServices open(ServiceEndpoints endpoints);
  }

  @Override
  void close();
}
