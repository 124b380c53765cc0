package io.stepwell.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PricingTest {
  private static final Pricing STANDARD = Pricing.standard();

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 3", "2, 4"})
  void whatAnExecutionCostsBesideItsStatesIsASetting(int overhead, long billed) {
    Pricing pricing = new Pricing(Pricing.PER_THOUSAND, overhead, false);
    assertThat(pricing.billedTransitions(1, 2)).isEqualTo(billed);
  }

  @Test
  void aThousandTransitionsCostTheirPrice() {
    assertThat(STANDARD.month().addTransitions(1_000)).isEqualByComparingTo("0.025");
    Pricing elsewhere = new Pricing(new BigDecimal("0.0375"), 1, false);
    assertThat(elsewhere.month().addTransitions(4)).isEqualByComparingTo("0.00015");
  }

  @Test
  void theFreeTierIsUsedUpOncePerMonth() {
    Pricing.Month month = new Pricing(Pricing.PER_THOUSAND, 1, true).month();
    assertThat(month.addTransitions(3_000)).isEqualByComparingTo("0");
    assertThat(month.addTransitions(3_000)).isEqualByComparingTo("0.05");
    assertThat(month.addTransitions(1_000)).isEqualByComparingTo("0.025");
  }

  /// AWS's own example: a million requests of 30 seconds and 64 MB.
  @Test
  void aMillionExpressRequestsCostWhatAwsSays() {
    BigDecimal gbSeconds = Pricing.gbSeconds(1_000_000L * 30_000 * 64);
    assertThat(gbSeconds).isEqualByComparingTo("1875000");
    assertThat(STANDARD.month().addExpress(1_000_000, gbSeconds)).isEqualByComparingTo("32.25625");
  }

  @Test
  void durationGetsCheaperWithinAMonth() {
    Pricing.Month month = STANDARD.month();
    assertThat(month.addExpress(0, new BigDecimal(3_600_000))).isEqualByComparingTo("60.012");
    assertThat(month.addExpress(0, new BigDecimal(14_400_000))).isEqualByComparingTo("119.952");
    assertThat(month.addExpress(0, new BigDecimal(1_000_000))).isEqualByComparingTo("4.56");
    assertThat(STANDARD.month().addExpress(0, new BigDecimal(19_000_000)))
        .isEqualByComparingTo("184.524");
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "1, 100", "100, 100", "101, 200", "1234, 1300"})
  void durationIsBilledInStepsOfATenthOfASecond(long millis, long billed) {
    assertThat(Pricing.billedMillis(millis)).isEqualTo(billed);
  }
}
