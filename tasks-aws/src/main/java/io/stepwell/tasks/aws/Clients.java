package io.stepwell.tasks.aws;

import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.remote.ServiceEndpoints.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The clients of services, made when they are first needed, one for each region.
///
/// The SDK's own retries are off: AWS makes one attempt, and the state's Retry decides.
final class Clients implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 1_000;

  /// Longer than any service but these takes to answer.
  private static final Duration READ = Duration.ofMinutes(2);

  /// Services that answer when the work is done, and how long that may take.
  private static final Set<String> SLOW = Set.of("lambda", "sfn", "bedrockruntime");

  private static final Duration SLOW_READ = Duration.ofMinutes(16);

  private final ServiceEndpoints endpoints;
  private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();
  private final SdkHttpClient http = http(READ);
  private final SdkHttpClient slowHttp = http(SLOW_READ);

  private record Key(Class<?> type, String region) {}

  Clients(ServiceEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  private static SdkHttpClient http(Duration read) {
    return Apache5HttpClient.builder()
        .maxConnections(MAX_CONNECTIONS)
        .connectionTimeout(Duration.ofSeconds(10))
        .connectionAcquisitionTimeout(Duration.ofMinutes(1))
        .socketTimeout(read)
        .build();
  }

  /// @param module the service in lower case
  /// @param region of the state machine
  SdkClient of(String module, Service service, String region) {
    String own = endpoints.region();
    return clients.computeIfAbsent(
        new Key(service.client(), own == null ? region : own),
        key -> open(module, service, key.region()));
  }

  private SdkClient open(String module, Service service, String region) {
    AwsClientBuilder<?, ?> builder = builder(service);
    builder.region(Region.of(region));
    builder.overrideConfiguration(
        all ->
            all.retryStrategy(AwsRetryStrategy.doNotRetry())
                .addExecutionInterceptor(new BoundedResponses(service)));
    ((AwsSyncClientBuilder<?, ?>) builder).httpClient(SLOW.contains(module) ? slowHttp : http);
    switch (endpoints.of(module)) {
      case Target.Endpoint endpoint -> {
        builder.endpointOverride(endpoint.url());
        builder.credentialsProvider(anybody());
        compatible(builder);
      }
      case Target.Real real -> builder.credentialsProvider(real(real.profile()));
      case Target.Nowhere _ ->
          throw new IllegalStateException("asked for a service without an endpoint");
    }
    return (SdkClient) builder.build();
  }

  private static AwsClientBuilder<?, ?> builder(Service service) {
    try {
      return (AwsClientBuilder<?, ?>) service.client().getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a client without a builder: " + service.client(), e);
    }
  }

  /// Those of the environment, and otherwise any: most AWS-compatible servers don't look.
  private static AwsCredentialsProvider anybody() {
    return AwsCredentialsProviderChain.of(
        EnvironmentVariableCredentialsProvider.create(),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  private static AwsCredentialsProvider real(@Nullable String profile) {
    return profile == null
        ? DefaultCredentialsProvider.builder().build()
        : DefaultCredentialsProvider.builder().profileName(profile).build();
  }

  /// S3's buckets are part of the path: their names are no hosts of an endpoint of one's own. And
  /// bodies are sent as they are: other servers take the signatures and checksums that go between and
  /// behind the parts of a body for its content.
  private static void compatible(AwsClientBuilder<?, ?> builder) {
    if (builder instanceof S3ClientBuilder s3) {
      s3.forcePathStyle(true)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
          .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
    }
  }

  @Override
  public void close() {
    clients.values().forEach(SdkClient::close);
    http.close();
    slowHttp.close();
  }
}
