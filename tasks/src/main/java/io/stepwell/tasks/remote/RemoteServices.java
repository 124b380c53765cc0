package io.stepwell.tasks.remote;

import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.items.ObjectStorage;
import org.jspecify.annotations.Nullable;

/// The services of AWS's API, called at their endpoints. Its implementation brings the AWS SDK along
/// and is found by [java.util.ServiceLoader] as a [Provider]; without it everything else works.
public interface RemoteServices extends TaskHandlers, AutoCloseable {
  /// Makes them.
  interface Provider {
    RemoteServices open(ServiceEndpoints endpoints);
  }

  /// The buckets of the S3 server that is configured, or null when none is.
  ///
  /// @param region of the server that asks
  @Nullable ObjectStorage objects(String region);

  @Override
  void close();
}
