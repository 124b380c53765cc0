package io.stepwell.functions;

import io.stepwell.functions.host.HostSettings;
import java.nio.file.Path;
import java.util.Map;

/// What [Functions] needs to know about its surroundings.
///
/// @param region the region in the functions' ARNs
/// @param account the account in the functions' ARNs
/// @param layers the directory whose folders are the layers
/// @param host where and how the workers run
public record FunctionSettings(String region, String account, Path layers, HostSettings host) {

  /// The usual settings for a data directory.
  ///
  /// @param environment variables that every worker gets, such as the endpoint of this server;
  ///     a function's own variables win over them
  public static FunctionSettings of(
      Path directory, Path layers, String region, String account, Map<String, String> environment) {
    return new FunctionSettings(
        region, account, layers.toAbsolutePath(), HostSettings.of(directory, region, environment));
  }
}
