package io.stepwell.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.api.http.Reply;
import io.stepwell.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SignInTest {
  private static final AccessKey KEY =
      new AccessKey("AKIATEST", "a-secret-of-the-test", "111122223333", Role.OPERATOR);

  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private final Signatures signatures = new Signatures(List.of(KEY), () -> now);
  private final Sessions sessions = new Sessions(() -> now);
  private final SignIn signIn = new SignIn(signatures, sessions, true, () -> now);
  private final KeyAuthentication authentication =
      new KeyAuthentication(signatures, sessions, () -> now);

  @Test
  void aKeyBecomesASessionThatScriptsCannotRead() throws Exception {
    Reply.Whole begun = post(KEY.id(), KEY.secret());
    assertThat(begun.status()).isEqualTo(201);
    assertThat(begun.headers().get("Set-Cookie"))
        .contains("; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/", "; Max-Age=43200");
    Map<?, ?> session = members(begun);
    assertThat(session.get("role")).isEqualTo("operator");
    assertThat(session.get("account")).isEqualTo("111122223333");
    assertThat(session.toString()).doesNotContain(KEY.secret());

    SignedRequest get = with(begun, "GET");
    assertThat(members((Reply.Whole) signIn.handle(get))).isEqualTo(session);
    assertThat(authentication.identify(get, purpose(false)).key()).isEqualTo(KEY);
  }

  @Test
  void aWriteNeedsTheToken() throws Exception {
    Reply.Whole begun = post(KEY.id(), KEY.secret());
    SignedRequest write = with(begun, "POST");
    assertThatThrownBy(() -> authentication.identify(write, purpose(true)))
        .isInstanceOf(AuthException.class)
        .hasMessageContaining("X-Stepwell-Csrf");
    write.header("X-Stepwell-Csrf", String.valueOf(members(begun).get("csrfToken")));
    assertThat(authentication.identify(write, purpose(true)).key()).isEqualTo(KEY);
  }

  @Test
  void aSessionEndsWhenItIsIdleOrOldOrEnded() {
    Reply.Whole idle = post(KEY.id(), KEY.secret());
    now = now.plus(Duration.ofMinutes(30));
    assertThat(status(with(idle, "GET"))).isEqualTo(401);

    Reply.Whole busy = post(KEY.id(), KEY.secret());
    for (int i = 0; i < 35; i++) {
      now = now.plus(Duration.ofMinutes(20));
      assertThat(status(with(busy, "GET"))).isEqualTo(200);
    }
    now = now.plus(Duration.ofMinutes(20));
    assertThat(status(with(busy, "GET"))).isEqualTo(401);

    Reply.Whole ended = post(KEY.id(), KEY.secret());
    assertThat(status(with(ended, "DELETE"))).isEqualTo(403);
    SignedRequest delete = with(ended, "DELETE");
    delete.header("X-Stepwell-Csrf", String.valueOf(members(ended).get("csrfToken")));
    assertThat(status(delete)).isEqualTo(204);
    assertThat(status(with(ended, "GET"))).isEqualTo(401);
  }

  @Test
  void sessionsAreBounded() {
    Reply.Whole first = post(KEY.id(), KEY.secret());
    for (int i = 0; i < 1000; i++) {
      sessions.begin(KEY);
    }
    assertThat(status(with(first, "GET"))).isEqualTo(401);
  }

  @Test
  void guessingEndsAfterTwentyFailures() {
    for (int i = 0; i < 20; i++) {
      assertThat(post(KEY.id(), "guess-" + i).status()).isEqualTo(403);
    }
    assertThat(post(KEY.id(), KEY.secret()).status()).isEqualTo(429);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(post(KEY.id(), KEY.secret()).status()).isEqualTo(201);
  }

  @Test
  void whatIsNoKeyIsTold() {
    SignedRequest request = new SignedRequest();
    for (String body : List.of("", "[]", "{\"accessKeyId\": 1}", "{")) {
      request.body = body.getBytes(StandardCharsets.UTF_8);
      assertThat(status(request)).isEqualTo(400);
    }
    request.body = new byte[5000];
    assertThat(status(request)).isEqualTo(400);
  }

  @Test
  void readingIsPossibleWithBasicButWritingIsNot() throws Exception {
    SignedRequest request = new SignedRequest();
    request.method = "GET";
    // AKIATEST:a-secret-of-the-test
    request.header("Authorization", "Basic QUtJQVRFU1Q6YS1zZWNyZXQtb2YtdGhlLXRlc3Q=");
    assertThat(authentication.identify(request, purpose(false)).key()).isEqualTo(KEY);
    request.method = "POST";
    assertThatThrownBy(() -> authentication.identify(request, purpose(true)))
        .isInstanceOf(AuthException.class);
    request.without("Authorization").header("Authorization", "Basic ???").method = "GET";
    assertThatThrownBy(() -> authentication.identify(request, purpose(false)))
        .isInstanceOf(AuthException.class);
  }

  @Test
  void guessingAtBasicEndsAfterTwentyFailuresButNotForTheOneWhoKnows() throws Exception {
    SignedRequest known = basic("a-secret-of-the-test");
    assertThat(authentication.identify(known, purpose(false)).key()).isEqualTo(KEY);
    for (int i = 0; i < 20; i++) {
      SignedRequest guess = basic("guess-" + i);
      assertThatThrownBy(() -> authentication.identify(guess, purpose(false)))
          .hasMessageContaining("security token");
    }
    SignedRequest late = basic("guess-20");
    assertThatThrownBy(() -> authentication.identify(late, purpose(false)))
        .hasMessage("Too many failures; try again in a minute");
    assertThat(authentication.identify(known, purpose(false)).key()).isEqualTo(KEY);
    now = now.plus(Duration.ofMinutes(1));
    assertThatThrownBy(() -> authentication.identify(late, purpose(false)))
        .hasMessageContaining("security token");
  }

  private static SignedRequest basic(String secret) {
    SignedRequest request = new SignedRequest();
    request.method = "GET";
    byte[] pair = (KEY.id() + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  @Test
  void nothingThatIsPrintedHoldsASecret() {
    Sessions.Begun begun = sessions.begin(KEY);
    assertThat(KEY.toString()).doesNotContain(KEY.secret());
    assertThat(new Caller(KEY, null).toString()).doesNotContain(KEY.secret());
    assertThat(begun.session().toString()).doesNotContain(begun.session().csrf());
  }

  private static Signatures.Purpose purpose(boolean writes) {
    return new Signatures.Purpose("states", writes, 1000);
  }

  private Reply.Whole post(String id, String secret) {
    SignedRequest request = new SignedRequest();
    request.body = Json.writeBytes(Map.of("accessKeyId", id, "secretAccessKey", secret));
    return (Reply.Whole) signIn.handle(request);
  }

  private int status(SignedRequest request) {
    return ((Reply.Whole) signIn.handle(request)).status();
  }

  private static SignedRequest with(Reply.Whole begun, String method) {
    String cookie = Objects.requireNonNull(begun.headers().get("Set-Cookie"));
    SignedRequest request = new SignedRequest();
    request.method = method;
    return request.header("Cookie", "a=b; " + cookie.substring(0, cookie.indexOf(';')));
  }

  private static Map<?, ?> members(Reply.Whole reply) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(reply.body()));
  }
}
