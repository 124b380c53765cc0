package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.api.protocol.Operation;
import io.stepwell.api.protocol.Operation.Call;
import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.validate.Finding;
import java.util.List;
import java.util.Map;

/// The operations on definitions that no machine has yet.
final class DefinitionOperations {
  private static final int MAX_RESULTS = 100;

  Map<String, Operation> all() {
    return Map.of("ValidateStateMachineDefinition", this::validate);
  }

  /// Never fails for a bad definition: what is wrong is the answer. Errors only, unless `severity`
  /// asks for warnings too; `maxResults` 0 means the most, 100.
  private void validate(Call call, JsonOut out) {
    Fields fields = call.fields();
    List<Finding> findings =
        Definitions.validate(
            fields.required("definition"), MachineType.valueOf(fields.text("type", "STANDARD")));
    boolean warnings = fields.text("severity", "ERROR").equals("WARNING");
    List<Finding> shown = findings.stream().filter(it -> warnings || it.isError()).toList();
    int wanted = fields.number("maxResults", MAX_RESULTS);
    int most = wanted == 0 ? MAX_RESULTS : wanted;
    out.member("result", findings.stream().anyMatch(Finding::isError) ? "FAIL" : "OK");
    out.beginList("diagnostics");
    shown.stream().limit(most).forEach(finding -> write(finding, out));
    out.endList();
    out.member("truncated", shown.size() > most);
  }

  private static void write(Finding finding, JsonOut out) {
    out.item();
    out.member("severity", finding.severity().name())
        .member("code", finding.code().name())
        .member("message", finding.message())
        .member("location", finding.location())
        .endObject();
  }
}
