package io.stepwell.api.console;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// What AWS would charge in us-east-1, in USD. Standard executions by state transitions, express ones
/// by requests and GB-seconds in steps that get cheaper within a month.
///
/// AWS's counter and its price page differ in what an execution costs beside the states it enters
/// (its start, its end), so that is a setting.
///
/// @param perThousand the price of 1,000 transitions
/// @param overhead transitions per execution beside the states entered and attempts repeated
/// @param freeTier whether the 4,000 transitions a month that AWS gives away are taken off
record Pricing(BigDecimal perThousand, int overhead, boolean freeTier) {
  static final BigDecimal PER_THOUSAND = new BigDecimal("0.025");
  static final int OVERHEAD = 1;

  /// AWS publishes no formula: 50 MB for an execution and its data, which is far below 14 MB.
  static final int ESTIMATED_MEGABYTES = 64;

  private static final long FREE_TRANSITIONS = 4_000;
  private static final BigDecimal PER_REQUEST = new BigDecimal("0.000001");
  private static final long BILLED_STEP_MILLIS = 100;

  /// @param upTo in GB-seconds of the month
  private record Tier(long upTo, BigDecimal price) {}

  private static final List<Tier> TIERS =
      List.of(
          new Tier(3_600_000, new BigDecimal("0.00001667")),
          new Tier(18_000_000, new BigDecimal("0.00000833")),
          new Tier(Long.MAX_VALUE, new BigDecimal("0.00000456")));

  static Pricing standard() {
    return new Pricing(PER_THOUSAND, OVERHEAD, false);
  }

  /// What AWS counts of standard executions.
  long billedTransitions(long executions, long transitions) {
    return transitions + overhead * executions;
  }

  /// The price of transitions outside of the free tier.
  BigDecimal transitions(long billed) {
    return perThousand.multiply(BigDecimal.valueOf(billed)).movePointLeft(3);
  }

  /// A duration as AWS bills it.
  static long billedMillis(long millis) {
    return Math.max(1, (millis + BILLED_STEP_MILLIS - 1) / BILLED_STEP_MILLIS) * BILLED_STEP_MILLIS;
  }

  static BigDecimal gbSeconds(long megabyteMillis) {
    return BigDecimal.valueOf(megabyteMillis)
        .divide(BigDecimal.valueOf(1024L * 1000), 9, RoundingMode.HALF_UP);
  }

  /// The bill of a month, which grows.
  Month month() {
    return new Month();
  }

  /// Each amount costs what it adds to the bill.
  final class Month {
    private long transitions;
    private BigDecimal gbSeconds = BigDecimal.ZERO;

    BigDecimal addTransitions(long billed) {
      long free = freeTier ? Math.max(0, FREE_TRANSITIONS - transitions) : 0;
      transitions += billed;
      return transitions(Math.max(0, billed - free));
    }

    BigDecimal addExpress(long requests, BigDecimal added) {
      BigDecimal cost = PER_REQUEST.multiply(BigDecimal.valueOf(requests));
      BigDecimal before = gbSeconds;
      gbSeconds = gbSeconds.add(added);
      BigDecimal from = before;
      for (Tier tier : TIERS) {
        BigDecimal to = gbSeconds.min(BigDecimal.valueOf(tier.upTo()));
        if (to.compareTo(from) > 0) {
          cost = cost.add(to.subtract(from).multiply(tier.price()));
          from = to;
        }
      }
      return cost.round(MathContext.DECIMAL64);
    }
  }
}
