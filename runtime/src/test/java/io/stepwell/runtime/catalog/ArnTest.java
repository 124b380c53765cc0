package io.stepwell.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArnTest {
  private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:";

  @Test
  void arnsAreTakenApart() {
    assertThat(Arn.parseStateMachine(PREFIX + "stateMachine:m"))
        .isEqualTo(new Arn.StateMachineArn(Account.DEFAULT, "m", null));
    assertThat(Arn.parseStateMachine(PREFIX + "stateMachine:m:3").qualifier()).isEqualTo("3");
    assertThat(Arn.parseExecution(PREFIX + "execution:m:e"))
        .isEqualTo(new Arn.ExecutionArn(Account.DEFAULT, "m", "e"));
    assertThat(Arn.parseActivity(PREFIX + "activity:a"))
        .isEqualTo(new Arn.ActivityArn(Account.DEFAULT, "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"invalid_arn", "arn:aws:states:us-east-1:1:execution", "", "arn:aws:s3:::x:y"})
  void malformedOnesAreRefusedInAwsWords(String text) {
    assertThatThrownBy(() -> Arn.parseExecution(text))
        .isInstanceOf(CallerException.class)
        .hasMessage("Invalid Arn: 'Invalid ARN prefix: " + text + "'");
  }

  @Test
  void theWrongKindIsNamed() {
    assertThatThrownBy(() -> Arn.parseExecution(PREFIX + "express:m:e:1"))
        .hasMessage("Invalid Arn: 'Resource type not valid in this context: express'");
  }
}
