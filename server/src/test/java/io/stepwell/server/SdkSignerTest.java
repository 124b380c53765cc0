package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.api.auth.AccessKey;
import io.stepwell.api.auth.AuthException;
import io.stepwell.api.auth.Role;
import io.stepwell.api.auth.Signatures;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// What the AWS SDK's signer makes of random requests, our verification understands.
final class SdkSignerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
  private static final AccessKey KEY =
      new AccessKey("AKIATEST", "a-secret-of-the-test", "111122223333", Role.ADMIN);
  private static final Signatures.Purpose PURPOSE =
      new Signatures.Purpose("lambda", false, 1 << 20);
  private static final String LETTERS = "abcXYZ019-._~ /%+&=?:@!$'()*,;\u00e4\u1234\"<>[]{}|^`#";

  private final Signatures signatures = new Signatures(List.of(KEY), CLOCK);
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  private static final class Sent implements Request {
    private final SdkHttpRequest signed;
    private final byte[] body;

    Sent(SdkHttpRequest signed, byte[] body) {
      this.signed = signed;
      this.body = body;
    }

    @Override
    public String id() {
      return "id";
    }

    @Override
    public String method() {
      return signed.method().name();
    }

    @Override
    public String path() {
      return signed.encodedPath();
    }

    @Override
    public String rawQuery() {
      return signed.encodedQueryParameters().orElse("");
    }

    @Override
    public @Nullable String query(String name) {
      return signed.firstMatchingRawQueryParameter(name).orElse(null);
    }

    @Override
    public @Nullable String header(Header header) {
      return signed.firstMatchingHeader(header.text()).orElse(null);
    }

    @Override
    public List<String> headers(String name) {
      return signed.matchingHeaders(name);
    }

    @Override
    public Set<String> headerNames() {
      return signed.headers().keySet();
    }

    @Override
    public void onHangUp(Runnable action) {}

    @Override
    public boolean hungUp() {
      return false;
    }

    @Override
    public byte[] body(int max) {
      return body;
    }
  }

  @Test
  void randomRequestsAreUnderstoodInBothForms() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] body = text(random, 40).getBytes(StandardCharsets.UTF_8);
      AuthLocation where = i % 2 == 0 ? AuthLocation.HEADER : AuthLocation.QUERY_STRING;
      Sent sent = sign(random(random), body, where);
      assertThat(signatures.verify(sent, PURPOSE).key())
          .as("seed %d, run %d: %s", seed, i, sent.signed)
          .isEqualTo(KEY);
      body[random.nextInt(body.length)] ^= 1;
      assertThatThrownBy(() -> signatures.verify(sent, PURPOSE))
          .as("seed %d, run %d", seed, i)
          .isInstanceOf(AuthException.class);
    }
  }

  private Sent sign(SdkHttpRequest request, byte[] body, AuthLocation where) {
    SignRequest.Builder<AwsCredentialsIdentity> toSign =
        SignRequest.builder(AwsCredentialsIdentity.create(KEY.id(), KEY.secret()))
            .request(request)
            .payload(ContentStreamProvider.fromByteArray(body))
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
            .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
            .putProperty(HttpSigner.SIGNING_CLOCK, CLOCK);
    if (where == AuthLocation.QUERY_STRING) {
      toSign.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(2));
    }
    return new Sent(signer.sign(toSign.build()).request(), body);
  }

  private static SdkHttpRequest random(Random random) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(random.nextBoolean() ? SdkHttpMethod.POST : SdkHttpMethod.GET)
            .protocol("http")
            .host("localhost")
            .port(8083)
            .encodedPath("/2015-03-31/functions/" + encoded(text(random, 20)) + "/invocations");
    for (int i = random.nextInt(4); i > 0; i--) {
      request.appendRawQueryParameter(text(random, 6), text(random, 8));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      request.appendHeader("X-Random-" + random.nextInt(3), "a  b " + random.nextInt());
    }
    return request.build();
  }

  private static String encoded(String text) {
    return SdkHttpUtils.urlEncode(text);
  }

  private static String text(Random random, int max) {
    StringBuilder text = new StringBuilder("a");
    for (int i = random.nextInt(max); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
