package io.stepwell.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
  private final Gate gate = new Gate(Set.of("stepwell.example"));

  private static FakeRequest post() {
    return new FakeRequest("POST", "/");
  }

  private static int status(@Nullable Reply refusal) {
    return refusal instanceof Reply.Whole whole ? whole.status() : 200;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8083",
        "LocalHost:1",
        "sync-localhost:8083",
        "states.localhost",
        "127.0.0.1:8083",
        "127.9.8.7",
        "sync-127.0.0.1:8083",
        "[::1]:8083",
        "[::1]",
        "localhost.",
        "stepwell.example:80",
        "sync-stepwell.example",
        "STEPWELL.example"
      })
  void thisMachinesNamesPass(String host) {
    assertThat(gate.refusal(post().with(Header.HOST, host))).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "evillocalhost",
        "[::2]",
        "",
        "sync-evil.example",
        "127.0.0.1@evil.example",
        "1270.0.0.1"
      })
  void otherNamesAreRefused(@Nullable String host) {
    assertThat(status(gate.refusal(post().with(Header.HOST, host)))).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "http://localhost:3000", "https://localhost", ""})
  void anotherOriginIsRefused(String origin) {
    assertThat(status(gate.refusal(post().with(Header.ORIGIN, origin)))).isEqualTo(403);
  }

  @Test
  void theOwnOriginPasses() {
    assertThat(gate.refusal(post().with(Header.ORIGIN, "http://localhost:8083"))).isNull();
  }

  @Test
  void anotherSiteIsRefused() {
    assertThat(status(gate.refusal(post().with(Header.SEC_FETCH_SITE, "cross-site"))))
        .isEqualTo(403);
    assertThat(gate.refusal(post().with(Header.SEC_FETCH_SITE, "same-origin"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain;charset=UTF-8",
        "Application/X-WWW-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void whatAFormCanSendIsNoWrite(String type) {
    assertThat(status(gate.mediaTypeRefusal(post().with(Header.CONTENT_TYPE, type))))
        .isEqualTo(415);
    assertThat(status(gate.awsJsonRefusal(post().with(Header.CONTENT_TYPE, type)))).isEqualTo(415);
  }

  @Test
  void whatAwsClientsSendIsAWrite() {
    assertThat(gate.awsJsonRefusal(post().with(Header.CONTENT_TYPE, "application/x-amz-json-1.0")))
        .isNull();
    assertThat(gate.mediaTypeRefusal(post().with(Header.CONTENT_TYPE, "application/octet-stream")))
        .isNull();
    assertThat(gate.mediaTypeRefusal(post().with(Header.CONTENT_TYPE, "application/json")))
        .isNull();
  }

  @Test
  void aWriteWithoutAMediaTypeMustBeSigned() {
    assertThat(status(gate.mediaTypeRefusal(post()))).isEqualTo(415);
    assertThat(gate.mediaTypeRefusal(post().with(Header.AUTHORIZATION, "AWS4-HMAC-SHA256 Cred")))
        .isNull();
    assertThat(status(gate.awsJsonRefusal(post()))).isEqualTo(415);
  }
}
