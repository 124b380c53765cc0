package io.stepwell.asl;

import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.validate.Finding;
import java.util.List;

/// Definitions written with single quotes, and findings as one line each.
public final class Texts {
  private Texts() {}

  /// JSON with `'` for `"`, and a backtick for `'`.
  public static String json(String text) {
    return text.replace('\'', '"').replace('`', '\'');
  }

  /// A machine whose first state is `S`, with these members, and whose second is the terminal `T`.
  public static String withState(String members) {
    return json("{'StartAt':'S','States':{'S':{" + members + "},'T':{'Type':'Succeed'}}}");
  }

  /// The errors of a definition: `CODE: message at location`.
  public static List<String> errors(String definition, MachineType type) {
    return lines(Definitions.validate(definition, type), true);
  }

  public static List<String> errors(String definition) {
    return errors(definition, MachineType.STANDARD);
  }

  public static List<String> warnings(String definition) {
    return lines(Definitions.validate(definition, MachineType.STANDARD), false);
  }

  private static List<String> lines(List<Finding> findings, boolean errors) {
    return findings.stream()
        .filter(finding -> finding.isError() == errors)
        .map(
            f ->
                f.code() + ": " + f.message() + (f.location() == null ? "" : " at " + f.location()))
        .toList();
  }
}
