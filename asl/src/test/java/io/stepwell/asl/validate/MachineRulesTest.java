package io.stepwell.asl.validate;

import static io.stepwell.asl.Texts.errors;
import static io.stepwell.asl.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The machine as a whole: its fields, its names, and how its states lead to each other.
final class MachineRulesTest {
  private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED: ";
  private static final String NO_END = "MISSING_END_STATE: Workflow has no terminal state";

  @Test
  void theFieldsOfAMachineAreChecked() {
    assertThat(errors("{}"))
        .containsExactly(SCHEMA + "These fields are required: [States, StartAt] at /");
    assertThat(errors("[]")).containsExactly(SCHEMA + "Expected value of type Object at /");
    assertThat(errors(json("{'StartAt':'A','States':{}}")))
        .containsExactly(SCHEMA + "Value cannot be empty at /States");
    assertThat(errors(json("{'StartAt':'A','States':[]}")))
        .containsExactly(SCHEMA + "Expected value of type Object at /States");
    assertThat(
            errors(
                json(
                    "{'StartAt':'A','Version':'2','TimeoutSeconds':-1,'QueryLanguage':'SQL',"
                        + "'Name':'x','States':{'A':{'Type':'Succeed'}}}")))
        .containsExactly(
            SCHEMA + "Field 'Name' is not supported at /",
            SCHEMA + "Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage",
            SCHEMA + "Value should be one of the following: [1.0] at /Version",
            SCHEMA + "Minimum value is 0 at /TimeoutSeconds");
  }

  @Test
  void aStateHasATypeAndAName() {
    assertThat(errors(machine("'A':{}")))
        .containsExactly(SCHEMA + "These fields are required: [Type] at /States/A");
    assertThat(errors(machine("'A':1")))
        .containsExactly(SCHEMA + "Expected value of type Object at /States/A");
    assertThat(errors(machine("'A':{'Type':'Loop'}")))
        .containsExactly(
            SCHEMA
                + "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed,"
                + " Fail, Choice, Parallel, Map] at /States/A/Type");
    String name = "n".repeat(81);
    assertThat(errors(json("{'StartAt':'" + name + "','States':{'" + name + "':{'Type':'Fail'}}}")))
        .containsExactly(
            "INVALID_STATE_NAME: State name '"
                + name
                + "' exceeds the 80-character limit allowed by the service at /States/"
                + name);
  }

  @Test
  void everyTargetMustExistInItsContainer() {
    assertThat(errors(machine("'A':{'Type':'Pass','Next':'NOPE'}")))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next", NO_END);
    assertThat(
            errors(
                machine(
                    "'A':{'Type':'Choice','Default':'D','Choices':[{'Variable':'$','IsNull':true,"
                        + "'Next':'C'}]},'B':{'Type':'Succeed'}")))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: D at /States/A/Default",
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: C at /States/A/Choices[0]/Next",
            "MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B");
    assertThat(
            errors(
                machine(
                    "'A':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'X','States':"
                        + "{'X':{'Type':'Pass','Next':'A'},'Y':{'Type':'Fail'}}}],"
                        + "'Catch':[{'ErrorEquals':['E'],'Next':'Y'}]}")))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/A/Catch[0]/Next",
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: A at"
                + " /States/A/Branches[0]/States/X/Next",
            "MISSING_TRANSITION_TARGET: State \"Y\" is not reachable. at"
                + " /States/A/Branches[0]/States/Y");
  }

  @Test
  void whatNothingLeadsToIsUnreachable() {
    assertThat(
            errors(
                json(
                    "{'StartAt':'Not sure','States':{'One':{'Type':'Pass','Next':'Two'},"
                        + "'Two':{'Type':'Succeed'}}}")))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Not sure at /StartAt",
            "MISSING_TRANSITION_TARGET: State \"One\" is not reachable. at /States/One");
  }

  @Test
  void withoutATerminalStateNothingMoreIsSaid() {
    String loop = "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'A'}";

    assertThat(errors(machine(loop))).containsExactly(NO_END);
    assertThat(errors(machine(loop + ",'C':{'Type':'Pass','Next':'A'}"))).containsExactly(NO_END);
    assertThat(errors(machine(loop + ",'C':{'Type':'Fail'}")))
        .containsExactly("MISSING_TRANSITION_TARGET: State \"C\" is not reachable. at /States/C");
  }

  @Test
  void stateNamesAndLabelsAreUniqueInTheWholeMachine() {
    assertThat(errors(machine("'A':{'Type':'Fail'},'A':{'Type':'Fail'}")))
        .contains("DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A");
    String map =
        "{'Type':'Map','Label':'L','ItemProcessor':{'StartAt':'%s','States':{'%s':{'Type':"
            + "'Succeed'}}},%s}";
    assertThat(
            errors(
                machine(
                    "'A':"
                        + map.formatted("B", "B", "'Next':'B'")
                        + ",'B':"
                        + map.formatted("C", "C", "'End':true"))))
        .containsExactly(
            "DUPLICATE_STATE_NAME: Duplicate State name: B at /States/B",
            "DUPLICATE_LABEL_NAME: Duplicate Label name: L at /States/B/Label");
  }

  @Test
  void aStateOfAJsonataMachineIsJsonata() {
    assertThat(
            errors(
                json(
                    "{'QueryLanguage':'JSONata','StartAt':'A','States':{'A':{'Type':'Pass',"
                        + "'QueryLanguage':'JSONPath','End':true}}}")))
        .containsExactly(
            SCHEMA
                + "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state"
                + " machine at /States/A");
  }

  @Test
  void theLanguageOfAMapIsNotThatOfTheStatesInIt() {
    assertThat(
            errors(
                machine(
                    "'A':{'Type':'Map','QueryLanguage':'JSONata','End':true,'ItemProcessor':"
                        + "{'StartAt':'I','States':{'I':{'Type':'Pass','Output':1,'End':true}}}}")))
        .containsExactly(
            SCHEMA
                + "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for"
                + " the 'JSONata' QueryLanguage at /States/A/ItemProcessor/States/I");
  }

  @Test
  void aBranchDoesNotAssignWhatExistsOutside() {
    String parallel =
        "'P':{'Type':'Parallel','Assign':{'mine':1},'Branches':[{'StartAt':'I','States':{'I':"
            + "{'Type':'Pass','Assign':{'x':1,'mine':2},'End':true}}}],'End':true}";

    assertThat(errors(json("{'StartAt':'P','States':{" + parallel + "}}"))).isEmpty();
    assertThat(errors(machine("'A':{'Type':'Pass','Assign':{'x.$':'$'},'Next':'P'}," + parallel)))
        .containsExactly(
            SCHEMA
                + "Variable 'x' exists in an outer scope and can't be assigned here at"
                + " /States/P/Branches[0]/States/I/Assign/x");
  }

  @Test
  void whatCannotBeReadIsSaidWithItsPlace() {
    assertThat(Definitions.validate("{\n  oops", MachineType.STANDARD))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Finding.Code.INVALID_JSON_DESCRIPTION);
              assertThat(finding.line()).isEqualTo(2);
            });
    assertThat(errors("not a definition"))
        .containsExactly(
            """
            INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
             at [Source: (String)"not a definition"; line: 1, column: 4] at [Source: (String)"not a definition"; line: 1, column: 4]\
            """);
    assertThat(errors(" ")).containsExactly("MISSING_DESCRIPTION: The definition is empty");
    assertThat(errors("[".repeat(100_000)))
        .containsExactly("TOO_DEEPLY_NESTED: Objects and arrays are nested more than 500 deep");
    assertThat(errors("\"" + "x".repeat(1_048_576) + "\""))
        .containsExactly(
            "INVALID_JSON_DESCRIPTION: The definition has 1048578 characters; at most 1048576 are"
                + " allowed");
  }

  @Test
  void aRefusalListsTheErrorsOnly() {
    List<Finding> findings =
        Definitions.validate(
            machine("'A':{'Type':'Pass','Parameters':{'x':'$.y'},'Next':'NOPE'}"),
            MachineType.STANDARD);

    assertThat(Finding.refusal(findings))
        .isEqualTo(
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target:"
                + " NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at"
                + " null'");
  }

  @Test
  void thereIsABoundOnWhatIsReported() {
    StringBuilder members = new StringBuilder("'Type':'Succeed'");
    for (int i = 0; i < 2000; i++) {
      members.append(",'f").append(i).append("':1");
    }

    assertThat(errors(machine("'A':{" + members + "}"))).hasSize(Findings.MAX);
  }

  @Test
  void aStateAloneMayLeadAnywhere() {
    Definitions.Compiled compiled =
        Definitions.compileState(json("{'Type':'Pass','Next':'Elsewhere'}"), MachineType.STANDARD);

    assertThat(compiled.findings()).isEmpty();
    assertThat(compiled.isValid()).isTrue();
    assertThat(
            Finding.refusal(
                Definitions.compileState(
                        json("{'Type':'Parallel','Branches':[],'End':true}"), MachineType.STANDARD)
                    .findings()))
        .isEqualTo(
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value cannot be empty at"
                + " /States/StateName/Branches'");
  }

  private static String machine(String states) {
    return json("{'StartAt':'A','States':{" + states + "}}");
  }
}
