package io.stepwell.api.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.runtime.Account;
import org.junit.jupiter.api.Test;

final class AccountsTest {
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=AKID/20261122/%s/states/aws4_request, SignedHeaders=host,"
          + " Signature=0";

  private final Accounts accounts = new Accounts(Account.DEFAULT, false);

  @Test
  void theRegionIsTheOneThatTheClientSignedFor() {
    assertThat(accounts.of(SIGNED.formatted("eu-west-1")))
        .isEqualTo(new Account("aws", "eu-west-1", "123456789012"));
    assertThat(accounts.of(SIGNED.formatted("cn-north-1")).partition()).isEqualTo("aws-cn");
    assertThat(accounts.of(SIGNED.formatted("us-gov-west-1")).partition()).isEqualTo("aws-us-gov");
  }

  @Test
  void anythingElseIsTheStandardRegion() {
    assertThat(accounts.of(null)).isEqualTo(Account.DEFAULT);
    assertThat(accounts.of("Bearer x")).isEqualTo(Account.DEFAULT);
    assertThat(accounts.of("AWS4-HMAC-SHA256 Credential=AKID/2026")).isEqualTo(Account.DEFAULT);
    assertThat(accounts.of(SIGNED.formatted("a:b"))).isEqualTo(Account.DEFAULT);
  }

  @Test
  void aFixedRegionWinsOverTheClients() {
    Accounts fixed = new Accounts(Account.DEFAULT, true);
    assertThat(fixed.of(SIGNED.formatted("eu-west-1"))).isEqualTo(Account.DEFAULT);
  }
}
