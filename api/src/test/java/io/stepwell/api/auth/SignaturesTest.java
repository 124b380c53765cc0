package io.stepwell.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SignaturesTest {
  private static final AccessKey KEY =
      new AccessKey("AKIATEST", "a-secret-of-the-test", "111122223333", Role.ADMIN);
  private static final Signatures.Purpose READ = new Signatures.Purpose("states", false, 1 << 20);
  private static final Signatures.Purpose WRITE = new Signatures.Purpose("states", true, 1 << 20);
  private static final Scope SCOPE = new Scope("20261125", "eu-west-1", "states");
  private static final String DATE = "20261125T120000Z";

  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private final Signatures signatures = new Signatures(List.of(KEY), () -> now);

  private static SignedRequest request() {
    SignedRequest request = new SignedRequest();
    request.body = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    return request
        .header("Host", "localhost:8083")
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "AWSStepFunctions.ListStateMachines");
  }

  private static SignedRequest signed() {
    return request()
        .sign(
            KEY.id(),
            KEY.secret(),
            SCOPE,
            DATE,
            "content-type",
            "host",
            "x-amz-date",
            "x-amz-target");
  }

  @Test
  void aSignedRequestHasItsKeyAndItsRegion() throws Exception {
    assertThat(signatures.verify(signed(), READ)).isEqualTo(new Caller(KEY, "eu-west-1"));
  }

  @Test
  void whatIsNotSignedIsToldSo() {
    refused(request(), "MissingAuthenticationTokenException", "Missing Authentication Token");
    refused(
        request().header("Authorization", "AWS4-HMAC-SHA256 nothing"),
        "IncompleteSignatureException",
        "Authorization header requires 'Credential' parameter. Authorization header requires"
            + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
            + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
            + " header.");
    refused(
        request().header("Authorization", "Bearer x").header("X-Amz-Date", DATE),
        "IncompleteSignatureException",
        "'Credential'");
  }

  @Test
  void unknownKeysAndOtherSecretsAreRefused() {
    refused(
        request()
            .sign("AKIAOTHER", KEY.secret(), SCOPE, DATE, "host", "x-amz-date", "x-amz-target"),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
    refused(
        request().sign(KEY.id(), "another", SCOPE, DATE, "host", "x-amz-date", "x-amz-target"),
        "InvalidSignatureException",
        "The request signature we calculated does not match");
  }

  @Test
  void theClocksMayBeFiveMinutesApart() throws Exception {
    SignedRequest request = signed();
    now = now.plus(Duration.ofMinutes(5));
    signatures.verify(request, READ);
    now = now.minus(Duration.ofMinutes(10));
    signatures.verify(request, READ);
    now = now.minusSeconds(1);
    refused(
        request,
        "InvalidSignatureException",
        "Signature not yet current: 20261125T120000Z is still later than 20261125T115959Z"
            + " (20261125T115459Z + 5 min.)");
    now = now.plus(Duration.ofMinutes(10)).plusSeconds(2);
    refused(
        request,
        "InvalidSignatureException",
        "Signature expired: 20261125T120000Z is now earlier than 20261125T120001Z (20261125T120501Z"
            + " - 5 min.)");
  }

  @Test
  void theScopeMustFit() {
    refused(
        request()
            .sign(
                KEY.id(),
                KEY.secret(),
                new Scope("20261125", "eu-west-1", "s3"),
                DATE,
                "host",
                "x-amz-date",
                "x-amz-target"),
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'states'. ");
    refused(
        request()
            .sign(
                KEY.id(),
                KEY.secret(),
                new Scope("20261124", "eu-west-1", "states"),
                DATE,
                "host",
                "x-amz-date",
                "x-amz-target"),
        "InvalidSignatureException",
        "Date in Credential scope does not match YYYYMMDD");
  }

  @Test
  void theHostAndWhatAwsAddsMustBeSigned() {
    refused(
        request().sign(KEY.id(), KEY.secret(), SCOPE, DATE, "x-amz-date", "x-amz-target"),
        "InvalidSignatureException",
        "'Host' or ':authority' must be a 'SignedHeader'");
    refused(
        request().sign(KEY.id(), KEY.secret(), SCOPE, DATE, "host", "x-amz-date"),
        "InvalidSignatureException",
        "'x-amz-target' must be a 'SignedHeader'");
  }

  @Test
  void theBodyIsSigned() {
    SignedRequest unsigned =
        request()
            .header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
            .sign(
                KEY.id(),
                KEY.secret(),
                SCOPE,
                DATE,
                "host",
                "x-amz-content-sha256",
                "x-amz-date",
                "x-amz-target");
    refused(unsigned, "InvalidSignatureException", "UNSIGNED-PAYLOAD is not accepted");
    SignedRequest other =
        request()
            .header("X-Amz-Content-Sha256", Signature4.hash(new byte[0]))
            .sign(
                KEY.id(),
                KEY.secret(),
                SCOPE,
                DATE,
                "host",
                "x-amz-content-sha256",
                "x-amz-date",
                "x-amz-target");
    refused(other, "InvalidSignatureException", "does not match the body");
  }

  @Test
  void aPresignedRequestIsGoodUntilItExpires() throws Exception {
    SignedRequest request = presigned(3600);
    signatures.verify(request, READ);
    now = now.plusSeconds(3600);
    signatures.verify(request, READ);
    now = now.plusSeconds(1);
    refused(request, "InvalidSignatureException", "Signature expired: 20261125T120000Z");
    refused(presigned(604_801), "IncompleteSignatureException", "X-Amz-Expires");
    SignedRequest tampered = presigned(3600);
    tampered.query = tampered.query.replace("Expires=3600", "Expires=7200");
    now = now.minusSeconds(3601);
    refused(tampered, "InvalidSignatureException", "does not match");
  }

  @Test
  void aPresignedWriteIsGoodForAsLongAsItIsRemembered() throws Exception {
    SignedRequest request = presigned(300);
    signatures.verify(request, WRITE);
    now = now.plusSeconds(300);
    refused(request, WRITE, "This request has been sent before");
    now = now.plusSeconds(1);
    refused(request, WRITE, "Signature expired");
    now = now.minusSeconds(301);
    refused(presigned(301), WRITE, "is good for 300 seconds at most; its X-Amz-Expires is 301");
  }

  private static SignedRequest presigned(int expires) {
    SignedRequest request = new SignedRequest().header("Host", "localhost:8083");
    request.method = "GET";
    request.path = "/metrics";
    request.query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIATEST%%2F20261125%%2Feu-west-1%%2Fstates%%2Faws4_request&X-Amz-Date=%s&X-Amz-Expires=%d&X-Amz-SignedHeaders=host"
            .formatted(DATE, expires);
    Claim claim =
        new Claim(KEY.id(), SCOPE, List.of("host"), "", DATE, Duration.ofSeconds(expires));
    String signature = Signature4.of(request, claim, Signature4.hash(new byte[0]), KEY.secret());
    request.query += "&X-Amz-Signature=" + signature;
    return request;
  }

  @Test
  void aWriteIsNotTakenTwice() throws Exception {
    SignedRequest plain = signed();
    signatures.verify(plain, WRITE);
    signatures.verify(plain, WRITE); // an SDK that makes the same request twice within a second
    now = now.plusSeconds(11);
    refused(plain, WRITE, "This request has been sent before");
    signatures.verify(plain, READ);
    SignedRequest unique =
        request()
            .header("amz-sdk-invocation-id", "1")
            .sign(
                KEY.id(),
                KEY.secret(),
                SCOPE,
                DATE,
                "amz-sdk-invocation-id",
                "host",
                "x-amz-date",
                "x-amz-target");
    signatures.verify(unique, WRITE);
    refused(unique, WRITE, "This request has been sent before");
  }

  @Test
  void aThousandMutationsOfWhatIsSignedAreRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      SignedRequest request = signed();
      String mutation = mutate(request, random);
      assertThatThrownBy(() -> signatures.verify(request, READ))
          .as("seed %d, run %d: %s", seed, i, mutation)
          .isInstanceOf(AuthException.class);
    }
  }

  private static String mutate(SignedRequest request, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> {
        request.method = random.nextBoolean() ? "PUT" : "GET";
        yield "method";
      }
      case 1 -> {
        request.path += random.nextBoolean() ? "x" : "%2F";
        yield "path";
      }
      case 2 -> {
        request.query = "a=" + random.nextInt();
        yield "query";
      }
      case 3 -> {
        int at = random.nextInt(request.body.length);
        request.body[at] ^= (byte) (1 << random.nextInt(8));
        yield "body at " + at;
      }
      case 4 -> {
        request.body = java.util.Arrays.copyOf(request.body, random.nextInt(request.body.length));
        yield "shorter body";
      }
      case 5 -> {
        String[] header = request.headers.get(random.nextInt(request.headers.size()));
        int at = random.nextInt(header[1].length());
        char old = header[1].charAt(at);
        char changed = (char) ('!' + random.nextInt(90));
        header[1] =
            header[1].substring(0, at)
                + (changed == old ? '~' : changed)
                + header[1].substring(at + 1);
        yield "header " + header[0] + " at " + at + ": " + header[1];
      }
      default -> {
        String[] header = request.headers.get(random.nextInt(request.headers.size()));
        request.without(header[0]);
        yield "without " + header[0];
      }
    };
  }

  @Test
  void whatIsNotSignedMayChange() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      SignedRequest request = signed();
      List<String[]> shuffled = new ArrayList<>(request.headers);
      Collections.shuffle(shuffled, random);
      request.headers.clear();
      for (String[] header : shuffled) {
        String name =
            random.nextBoolean() ? header[0].toUpperCase(java.util.Locale.ROOT) : header[0];
        String value =
            header[0].equals("Authorization")
                ? header[1].replace(", ", random.nextBoolean() ? "," : ",   ")
                : "  " + header[1] + " ";
        request.header(name, header[0].startsWith("X-Amz-Date") ? header[1] : value);
      }
      request.header("User-Agent", "x" + random.nextInt()).header("X-Amzn-Trace-Id", "Root=1");
      assertThat(signatures.verify(request, READ).key()).as("seed %d", seed).isEqualTo(KEY);
    }
  }

  private void refused(SignedRequest request, String type, String message) {
    assertThatThrownBy(() -> signatures.verify(request, READ))
        .isInstanceOfSatisfying(AuthException.class, it -> assertThat(it.type()).isEqualTo(type))
        .hasMessageContaining(message);
  }

  private void refused(SignedRequest request, Signatures.Purpose purpose, String message) {
    assertThatThrownBy(() -> signatures.verify(request, purpose))
        .isInstanceOf(AuthException.class)
        .hasMessageContaining(message);
  }
}
