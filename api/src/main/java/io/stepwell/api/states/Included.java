package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;

/// The member `includedData`, which leaves the data out of an answer.
final class Included {
  private Included() {}

  static boolean data(Fields fields) {
    return !"METADATA_ONLY".equals(fields.text("includedData"));
  }
}
