package io.stepwell.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.token.TaskTokens.TaskAddress;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TokensTest {
  private static final byte[] OLD = secret(1);
  private static final byte[] NEW = secret(2);
  private static final Seal SEAL = new Seal((byte) 1, Map.of((byte) 1, OLD));

  @Test
  void aTaskTokenLeadsBackToItsTask() {
    TaskTokens tokens = new TaskTokens(SEAL);
    ExecutionKey key = new ExecutionKey(3, 0x1234_5678_9ABC_DEF0L);

    String token = tokens.token(65_000, key, 7);

    assertThat(token).hasSizeLessThanOrEqualTo(1024).matches("[A-Za-z0-9_-]+");
    assertThat(tokens.address(token)).isEqualTo(new TaskAddress(65_000, key, 7));
    assertThat(tokens.token(65_000, key, 7)).isEqualTo(token);
  }

  @Test
  void anyOtherTextIsRefused() {
    TaskTokens tokens = new TaskTokens(SEAL);
    String token = tokens.token(1, new ExecutionKey(1, 2), 3);
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = token.substring(0, i) + other + token.substring(i + 1);
      assertThatThrownBy(() -> tokens.address(tampered))
          .hasMessage("Invalid Token: 'Invalid token'");
    }
    assertThatThrownBy(() -> tokens.address("")).hasMessage("Invalid Token: 'Invalid token'");
    assertThatThrownBy(() -> tokens.address("not base64!"))
        .hasMessage("Invalid Token: 'Invalid token'");
  }

  @Test
  void aNewKeySealsAndTheOldOneStillOpens() {
    String old = new TaskTokens(SEAL).token(1, new ExecutionKey(1, 2), 3);
    Seal rotated = new Seal((byte) 2, Map.of((byte) 1, OLD, (byte) 2, NEW));

    assertThat(new TaskTokens(rotated).address(old).task()).isEqualTo(3);
    assertThat(new TaskTokens(rotated).token(1, new ExecutionKey(1, 2), 3)).isNotEqualTo(old);
  }

  @Test
  void aPageTokenIsForOneQuestionAndOneDay() {
    PageTokens pages = new PageTokens(SEAL);
    long now = 1_700_000_000_000L;
    String token = pages.token("list a", new byte[] {1, 2}, now);

    assertThat(pages.position("list a", token, now + 1000)).containsExactly(1, 2);
    assertThatThrownBy(() -> pages.position("list b", token, now))
        .hasMessage("Invalid Token: 'Invalid token'");
    assertThatThrownBy(() -> pages.position("list a", token, now + 86_400_001L))
        .hasMessage("Invalid Token: 'Invalid token'");
    assertThatThrownBy(() -> new TaskTokens(SEAL).address(token))
        .hasMessage("Invalid Token: 'Invalid token'");
  }

  private static byte[] secret(long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return secret;
  }
}
