package io.stepwell.cli.durability;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// How clients get through to a server that comes and goes: they ask again until there is an answer.
/// A refusal is an answer.
final class Persistence {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Persistence() {}

  /// @throws IllegalStateException when the server has not answered for far longer than it is ever
  ///     away
  static <T> T answer(Supplier<T> request) {
    long since = System.nanoTime();
    while (true) {
      try {
        return request.get();
      } catch (SdkClientException e) {
        pause(since, e);
      } catch (AwsServiceException e) {
        if (e.statusCode() < 500) {
          throw e;
        }
        pause(since, e);
      }
    }
  }

  private static void pause(long since, RuntimeException e) {
    if (System.nanoTime() - since > PATIENCE.toNanos()) {
      throw new IllegalStateException("no answer for " + PATIENCE, e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw e;
    }
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  static SfnClient sfn(URI endpoint) {
    return patient(endpoint, 1);
  }

  /// @param attempts of the SDK itself, with its pauses between them
  static SfnClient patient(URI endpoint, int attempts) {
    return SfnClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .overrideConfiguration(
            options ->
                options
                    .retryStrategy(retries -> retries.maxAttempts(attempts))
                    .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
        .httpClientBuilder(
            Apache5HttpClient.builder().maxConnections(200).socketTimeout(Duration.ofSeconds(90)))
        .build();
  }

  static LambdaClient lambda(URI endpoint) {
    return LambdaClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
  }
}
