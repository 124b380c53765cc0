package io.stepwell.tasks.aws;

import io.stepwell.tasks.items.ObjectStorage;
import io.stepwell.tasks.items.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The buckets of an S3 server. Objects are streamed when they are read, and gathered in a file
/// before they are written.
final class S3Storage implements ObjectStorage {
  private final ApiCaller s3;
  private final String region;

  S3Storage(ApiCaller s3, String region) {
    this.s3 = s3;
    this.region = region;
  }

  private interface Call<T> {
    T make() throws RefusedParametersException;
  }

  private static <T> T call(Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (AwsServiceException e) {
      throw new IOException(sentence(e), e);
    } catch (SdkException e) {
      throw new IOException("S3 could not be called: " + Failures.reason(e), e);
    } catch (RefusedParametersException e) {
      throw new IllegalStateException("parameters of our own are refused", e);
    }
  }

  private static String sentence(AwsServiceException e) {
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return message == null ? "S3 answered with status " + e.statusCode() : message;
  }

  @Override
  public InputStream read(String bucket, String key) throws IOException {
    return call(() -> s3.open("getObject", Map.of("Bucket", bucket, "Key", key), region));
  }

  @Override
  public Iterator<Listed> list(String bucket, String prefix) throws IOException {
    return new Listing(bucket, prefix);
  }

  @Override
  public ObjectWriter write(String bucket, String key) throws IOException {
    Path file = Files.createTempFile("stepwell-", ".part");
    return new ObjectWriter(Files.newOutputStream(file)) {
      @Override
      protected void publish() throws IOException {
        call(
            () -> {
              s3.send("putObject", Map.of("Bucket", bucket, "Key", key), region, file);
              return true;
            });
        discard();
      }

      @Override
      protected void discard() throws IOException {
        Files.deleteIfExists(file);
      }
    };
  }

  /// Page after page, each asked for when the one before is used up.
  private final class Listing implements Iterator<Listed> {
    private final String bucket;
    private final String prefix;
    private final Deque<Listed> page = new ArrayDeque<>();
    private @Nullable String next;
    private boolean last;

    Listing(String bucket, String prefix) throws IOException {
      this.bucket = bucket;
      this.prefix = prefix;
      read();
    }

    private void read() throws IOException {
      Map<String, Object> parameters = new HashMap<>(Map.of("Bucket", bucket, "Prefix", prefix));
      if (next != null) {
        parameters.put("ContinuationToken", next);
      }
      Map<?, ?> answer =
          call(
              () ->
                  new Result(Result.Times.ISO)
                      .of(s3.call("listObjectsV2", parameters, Set.of(), region, "")));
      if (answer.get("Contents") instanceof List<?> contents) {
        contents.forEach(each -> page.add(listed(each)));
      }
      next = answer.get("NextContinuationToken") instanceof String token ? token : null;
      last = next == null;
    }

    private static Listed listed(Object object) {
      return new Listed(
          String.valueOf(Job.at(object, "Key")),
          Job.at(object, "Size") instanceof Number size ? size.longValue() : 0,
          String.valueOf(Job.at(object, "ETag")).replace("\"", ""),
          Job.at(object, "LastModified") instanceof String time
              ? Instant.parse(time).getEpochSecond()
              : 0);
    }

    @Override
    public boolean hasNext() {
      while (page.isEmpty() && !last) {
        try {
          read();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      return !page.isEmpty();
    }

    @Override
    public Listed next() {
      if (!hasNext()) {
        throw new NoSuchElementException(bucket);
      }
      return page.remove();
    }
  }
}
