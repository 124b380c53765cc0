package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;

/// Which filters of ListExecutions go together: a state machine or a Map Run, not both; what is
/// said of redrives only with a Map Run.
final class ListRules {
  private ListRules() {}

  static void check(Fields fields) {
    boolean machine = fields.text("stateMachineArn") != null;
    boolean mapRun = fields.text("mapRunArn") != null;
    if (!machine && !mapRun) {
      throw refused("Must provide a State Machine ARN or Map Run ARN");
    }
    if (machine && mapRun) {
      throw refused("Must provide either a State Machine ARN or a Map Run ARN, not both");
    }
    if (machine && "PENDING_REDRIVE".equals(fields.text("statusFilter"))) {
      throw refused("The status filter PENDING_REDRIVE can only be used with a Map Run ARN");
    }
    if (machine && fields.text("redriveFilter") != null) {
      throw refused("The redrive filter can only be used with a Map Run ARN");
    }
  }

  private static CallerException refused(String message) {
    return new CallerException(ErrorCode.VALIDATION, message);
  }
}
