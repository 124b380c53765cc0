package io.stepwell.asl.validate;

import static io.stepwell.asl.Texts.errors;
import static io.stepwell.asl.Texts.json;
import static io.stepwell.asl.Texts.warnings;
import static io.stepwell.asl.Texts.withState;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.plan.MachineType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One state, one mistake: AWS's words and place. The state is `S`; what leads to `T` is `Next`.
final class StateRulesTest {
  private static final String TASK =
      "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Next':'T'";
  private static final String PASS = "'Type':'Pass','Next':'T'";
  private static final String WAIT = "'Type':'Wait','Next':'T'";
  private static final String INNER = "'StartAt':'I','States':{'I':{'Type':'Succeed'}}";
  private static final String MAP = "'Type':'Map','Next':'T'";
  private static final String PROCESSOR = MAP + ",'ItemProcessor':{" + INNER + "}";
  private static final String DISTRIBUTED =
      MAP
          + ",'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
          + INNER
          + "}";
  private static final String READER =
      DISTRIBUTED + ",'ItemReader':{'Resource':'arn:aws:states:::s3:getObject'";
  private static final String JSONATA = "'QueryLanguage':'JSONata',";

  /// Members of the state, what is wrong, and where inside the state.
  static Stream<Arguments> mistakes() {
    return Stream.of(
        // transitions
        of(
            "'Type':'Pass'",
            "This object should have only one of the following fields: [Next, End]",
            ""),
        of(
            PASS + ",'End':true",
            "There should only be one of the following fields: [Next, End]",
            ""),
        of("'Type':'Pass','Next':'T','End':'yes'", "Expected value of type Boolean", "/End"),
        of("'Type':'Pass','Next':7", "Expected value of type String", "/Next"),
        // common fields
        of(PASS + ",'Comment':1", "Expected value of type String", "/Comment"),
        of(
            PASS + ",'QueryLanguage':'XPath'",
            "Value should be one of the following: [JSONPath, JSONata]",
            "/QueryLanguage"),
        of(PASS + ",'InputPath':'input'", "Value must be a valid JSONPath.", "/InputPath"),
        of(
            PASS + ",'OutputPath':'States.UUID()'",
            "Value must be a valid JSONPath.",
            "/OutputPath"),
        of(PASS + ",'ResultPath':'$.a[*]'", "Value is not a Reference Path", "/ResultPath"),
        of(PASS + ",'ResultPath':'$$.a'", "Value is not a Reference Path", "/ResultPath"),
        of(PASS + ",'ResultPath':'$var'", "Value is not a Reference Path", "/ResultPath"),
        of(
            PASS + ",'ResultPath':'a'",
            "Value is not a Reference Path: Reference path didn't start with '$'",
            "/ResultPath"),
        of(
            PASS + ",'Parameters':{'a':{'b.$':'c'}}",
            "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function"
                + " call",
            "/Parameters/a"),
        of(
            PASS + ",'Parameters':{'b.$':5}",
            "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function"
                + " call",
            "/Parameters"),
        of(
            PASS + ",'Parameters':[{'b.$':'States.Nope()'}]",
            "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function"
                + " call",
            "/Parameters[0]"),
        of(
            PASS + ",'Parameters':{'b.$':'$.a','b':1}",
            "There should only be one of the following fields: [b, b.$]",
            "/Parameters"),
        of(
            JSONATA + PASS + ",'Output':{'a':['{% 1']}",
            "JSONata string must start with {% and end with %}",
            "/Output/a[0]"),
        of(
            JSONATA + PASS + ",'Output':'1 %}'",
            "JSONata string must start with {% and end with %}",
            "/Output"),
        of(
            JSONATA + PASS + ",'Output':'{%}'",
            "JSONata string must start with {% and end with %}",
            "/Output"),
        // Assign
        of(PASS + ",'Assign':[]", "Expected value of type Object", "/Assign"),
        // Task
        of("'Type':'Task','Next':'T'", "These fields are required: [Resource]", ""),
        of(
            "'Type':'Task','Next':'T','Resource':'f'",
            "Value is not a valid resource ARN",
            "/Resource"),
        of(
            "'Type':'Task','Next':'T','Resource':'arn:aws:states:::dynamodb:query'",
            "The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is"
                + " not a valid resource ARN, or the resource is not available in this region.",
            "/Resource"),
        of(
            "'Type':'Task','Next':'T','Resource':'arn:aws:states:r:a:activity:x','Credentials':{'RoleArn':'r'}",
            "The field 'Credentials' is not supported for activities",
            ""),
        of(TASK + ",'TimeoutSeconds':0", "Minimum value is 1", "/TimeoutSeconds"),
        of(TASK + ",'TimeoutSeconds':100000000", "Maximum value is 99999999", "/TimeoutSeconds"),
        of(
            TASK + ",'TimeoutSeconds':99999999999999999999",
            "Maximum value is 99999999",
            "/TimeoutSeconds"),
        of(TASK + ",'TimeoutSeconds':1.5", "Expected value of type Integer", "/TimeoutSeconds"),
        of(
            TASK + ",'TimeoutSeconds':'{% 1 %}'",
            "Expected value of type Integer",
            "/TimeoutSeconds"),
        of(
            TASK + ",'TimeoutSeconds':5,'HeartbeatSeconds':5",
            "HeartbeatSeconds must be smaller than TimeoutSeconds",
            "/HeartbeatSeconds"),
        of(
            TASK + ",'TimeoutSeconds':1,'TimeoutSecondsPath':'$.t'",
            "There should only be one of the following fields: [TimeoutSeconds,"
                + " TimeoutSecondsPath]",
            ""),
        of(
            TASK + ",'HeartbeatSecondsPath':'$..t'",
            "Value is not a Reference Path",
            "/HeartbeatSecondsPath"),
        of(
            TASK + ",'Credentials':{}",
            "The field 'RoleArn' is required but was missing",
            "/Credentials"),
        of(
            TASK + ",'Credentials':{'RoleArn.$':'role'}",
            "The value for the field 'RoleArn.$' must be a valid JSONPath or a valid intrinsic"
                + " function call",
            "/Credentials"),
        of(TASK + ",'Credentials':'r'", "Expected value of type Object", "/Credentials"),
        // Retry and Catch
        of(TASK + ",'Retry':{}", "Expected value of type Array", "/Retry"),
        of(TASK + ",'Retry':[1]", "Expected value of type Object", "/Retry[0]"),
        of(TASK + ",'Retry':[{}]", "These fields are required: [ErrorEquals]", "/Retry[0]"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':[]}]",
            "Value cannot be empty",
            "/Retry[0]/ErrorEquals"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':[1]}]",
            "Expected value of type String",
            "/Retry[0]/ErrorEquals[0]"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['States.ALL','A']}]",
            "States.ALL must appear alone and at end of list",
            "/Retry[0]/ErrorEquals[0]"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['A']}]",
            "States.ALL must appear alone and at end of list",
            "/Retry[0]/ErrorEquals[0]"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['A'],'MaxAttempts':-1}]",
            "Minimum value is 0",
            "/Retry[0]/MaxAttempts"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['A'],'MaxAttempts':100000000}]",
            "Maximum value is 99999999",
            "/Retry[0]/MaxAttempts"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['A'],'BackoffRate':0.5}]",
            "Minimum value is 1.0",
            "/Retry[0]/BackoffRate"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['A'],'MaxDelaySeconds':0}]",
            "Minimum value is 1",
            "/Retry[0]/MaxDelaySeconds"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['A'],'JitterStrategy':'SOME'}]",
            "Value should be one of the following: [NONE, FULL]",
            "/Retry[0]/JitterStrategy"),
        of(
            TASK + ",'Retry':[{'ErrorEquals':['A'],'Next':'T'}]",
            "Field 'Next' is not supported",
            "/Retry[0]"),
        of(
            TASK + ",'Catch':[{'ErrorEquals':['A']}]",
            "These fields are required: [Next]",
            "/Catch[0]"),
        of(
            TASK + ",'Catch':[{'ErrorEquals':['A'],'Next':'T','ResultPath':'x'}]",
            "Value is not a Reference Path: Reference path didn't start with '$'",
            "/Catch[0]/ResultPath"),
        of(
            TASK + ",'Catch':[{'ErrorEquals':['A'],'Next':'T','Output':1}]",
            "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the"
                + " 'JSONata' QueryLanguage",
            "/Catch[0]"),
        // Wait
        of(
            WAIT,
            "This object should have only one of the following fields: [SecondsPath, Seconds,"
                + " TimestampPath, Timestamp]",
            ""),
        of(
            WAIT + ",'Seconds':1,'SecondsPath':'$.s'",
            "There should only be one of the following fields: [SecondsPath, Seconds,"
                + " TimestampPath, Timestamp]",
            ""),
        of(WAIT + ",'Seconds':-1", "Minimum value is 0", "/Seconds"),
        of(
            WAIT + ",'Timestamp':'2016-03-14'",
            "String does not match RFC3339 timestamp",
            "/Timestamp"),
        of(
            WAIT + ",'Timestamp':'2016-03-14t01:59:00Z'",
            "String does not match RFC3339 timestamp",
            "/Timestamp"),
        of(
            WAIT + ",'Timestamp':'2016-02-30T01:59:00Z'",
            "String does not match RFC3339 timestamp",
            "/Timestamp"),
        of(WAIT + ",'TimestampPath':'$.*'", "Value is not a Reference Path", "/TimestampPath"),
        // Choice
        of("'Type':'Choice','Default':'T'", "These fields are required: [Choices]", ""),
        of(choice(""), "Value cannot be empty", "/Choices"),
        of(choice("1"), "Expected value of type Object", "/Choices[0]"),
        of(
            choice("{'Variable':'$.a','IsNull':true}"),
            "These fields are required: [Next]",
            "/Choices[0]"),
        of(
            choice("{'Next':'T'}"),
            "The object must have only one of the following fields, [And, Or, Not, Variable,"
                + " Condition]",
            "/Choices[0]"),
        of(
            choice("{'Variable':'$.a','IsNull':'yes','Next':'T'}"),
            "Expected value of type Boolean",
            "/Choices[0]/IsNull"),
        of(
            choice("{'Variable':'$.a','StringEquals':1,'Next':'T'}"),
            "Expected value of type String",
            "/Choices[0]/StringEquals"),
        of(
            choice("{'Variable':'$.a','NumericEquals':'1','Next':'T'}"),
            "Expected value of type Number",
            "/Choices[0]/NumericEquals"),
        of(
            choice("{'Variable':'$.a','TimestampEquals':'now','Next':'T'}"),
            "String does not match RFC3339 timestamp",
            "/Choices[0]/TimestampEquals"),
        of(
            choice("{'Variable':'$.a','StringEqualsPath':'b','Next':'T'}"),
            "Value is not a Reference Path: Reference path didn't start with '$'",
            "/Choices[0]/StringEqualsPath"),
        of(
            choice("{'Variable':'a','IsNull':true,'Next':'T'}"),
            "Value is not a Reference Path: Reference path didn't start with '$'",
            "/Choices[0]/Variable"),
        of(
            choice("{'And':[{'Variable':'$.a','IsNull':true,'Next':'T'}],'Next':'T'}"),
            "Field 'Next' is not supported",
            "/Choices[0]/And[0]"),
        of(choice("{'Or':[],'Next':'T'}"), "Value cannot be empty", "/Choices[0]/Or"),
        of(
            choice("{'Not':{'Variable':'$..a','IsNull':true},'Next':'T'}"),
            "Value is not a Reference Path",
            "/Choices[0]/Not/Variable"),
        of(
            choice("{'Variable':'$.a','IsNull':true,'Next':'T','IsTrue':1}"),
            "Field 'IsTrue' is not supported",
            "/Choices[0]"),
        of(
            choice("{'Condition':'{% true %}','Next':'T'}"),
            "The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for"
                + " the 'JSONata' QueryLanguage",
            "/Choices[0]"),
        of(
            JSONATA + choice("{'Condition':'true','Next':'T'}"),
            "Expected value of type Boolean",
            "/Choices[0]/Condition"),
        // Parallel
        of("'Type':'Parallel','Next':'T'", "These fields are required: [Branches]", ""),
        of("'Type':'Parallel','Next':'T','Branches':[]", "Value cannot be empty", "/Branches"),
        of(
            "'Type':'Parallel','Next':'T','Branches':[{}]",
            "These fields are required: [States, StartAt]",
            "/Branches[0]"),
        of(
            "'Type':'Parallel','Next':'T','Branches':['x']",
            "Expected value of type Object",
            "/Branches[0]"),
        of(
            "'Type':'Parallel','Next':'T','Branches':[{'TimeoutSeconds':1," + INNER + "}]",
            "Field 'TimeoutSeconds' is not supported",
            "/Branches[0]"),
        // Map
        of(
            MAP,
            "This object should have only one of the following fields: [ItemProcessor, Iterator]",
            ""),
        of(PROCESSOR + ",'MaxConcurrency':-1", "Minimum value is 0", "/MaxConcurrency"),
        of(
            PROCESSOR + ",'MaxConcurrencyPath':'$$.x'",
            "Value is not a Reference Path",
            "/MaxConcurrencyPath"),
        of(
            PROCESSOR + ",'ToleratedFailurePercentage':-0.1",
            "Minimum value is 0.0",
            "/ToleratedFailurePercentage"),
        of(
            PROCESSOR + ",'ToleratedFailurePercentage':101",
            "Maximum value is 100.0",
            "/ToleratedFailurePercentage"),
        of(
            PROCESSOR + ",'ToleratedFailureCount':'2'",
            "Expected value of type Integer",
            "/ToleratedFailureCount"),
        of(PROCESSOR + ",'ItemsPath':'$.a[*]'", "Value is not a Reference Path", "/ItemsPath"),
        of(
            MAP + ",'ItemProcessor':{'QueryLanguage':'JSONata'," + INNER + "}",
            "Field 'QueryLanguage' is not supported",
            "/ItemProcessor"),
        of(
            MAP + ",'Iterator':{'ProcessorConfig':{'Mode':'FAST'}," + INNER + "}",
            "Value should be one of the following: [INLINE, DISTRIBUTED]",
            "/Iterator/ProcessorConfig/Mode"),
        of(
            MAP + ",'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED'}," + INNER + "}",
            "These fields are required: [ExecutionType]",
            "/ItemProcessor/ProcessorConfig"),
        of(
            MAP
                + ",'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE','ExecutionType':'EXPRESS'},"
                + INNER
                + "}",
            "Field 'ExecutionType' is not supported",
            "/ItemProcessor/ProcessorConfig"),
        of(
            PROCESSOR + ",'ItemReader':{'Resource':'arn:aws:states:::s3:getObject'}",
            "Field 'ItemReader' is not supported",
            ""),
        of(
            DISTRIBUTED + ",'ItemReader':{'Resource':'arn:aws:states:::s3:putObject'}",
            "The field 'Resource' does not match any of the allowed values",
            "/ItemReader/Resource"),
        of(
            READER + ",'ReaderConfig':{'InputType':'CSV'}}",
            "The field 'CSVHeaderLocation' is required",
            "/ItemReader/ReaderConfig"),
        of(
            READER + ",'ReaderConfig':{'InputType':'CSV','CSVHeaderLocation':'GIVEN'}}",
            "These fields are required: [CSVHeaders]",
            "/ItemReader/ReaderConfig"),
        of(
            READER + ",'ReaderConfig':{'InputType':'JSON','CSVHeaderLocation':'FIRST_ROW'}}",
            "Field 'CSVHeaderLocation' is not supported",
            "/ItemReader/ReaderConfig"),
        of(
            READER + ",'ReaderConfig':{'InputType':'XML'}}",
            "Value should be one of the following: [CSV, JSON, JSONL, MANIFEST, PARQUET]",
            "/ItemReader/ReaderConfig/InputType"),
        of(
            READER + ",'ReaderConfig':{'InputType':'JSON','MaxItems':100000001}}",
            "Maximum value is 100000000",
            "/ItemReader/ReaderConfig/MaxItems"),
        of(
            READER + ",'ReaderConfig':{'InputType':'JSON','MaxItems':1,'MaxItemsPath':'$.n'}}",
            "There should only be one of the following fields: [MaxItems, MaxItemsPath]",
            "/ItemReader/ReaderConfig"),
        of(
            DISTRIBUTED + ",'ItemBatcher':{'MaxInputBytesPerBatch':262145}",
            "Maximum value is 262144",
            "/ItemBatcher/MaxInputBytesPerBatch"),
        of(
            DISTRIBUTED + ",'ItemBatcher':{'BatchInput':{}}",
            "This object should have at least one of the following fields: [MaxItemsPerBatch,"
                + " MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]",
            "/ItemBatcher"),
        of(
            DISTRIBUTED + ",'ResultWriter':{}",
            "This object should have at least one of the following fields: [Resource,"
                + " WriterConfig]",
            "/ResultWriter"),
        of(
            DISTRIBUTED + ",'ResultWriter':{'WriterConfig':{'OutputType':'CSV'}}",
            "Value should be one of the following: [JSON, JSONL]",
            "/ResultWriter/WriterConfig/OutputType"),
        // Fail
        of(
            "'Type':'Fail','Error':'a','ErrorPath':'$.e'",
            "There should only be one of the following fields: [Error, ErrorPath]",
            ""),
        of(
            "'Type':'Fail','CausePath':'x'",
            "The value for the field 'CausePath' must be a valid JSONPath or a valid intrinsic"
                + " function call",
            ""));
  }

  private static String choice(String rules) {
    return "'Type':'Choice','Default':'T','Choices':[" + rules + "]";
  }

  private static Arguments of(String members, String message, String place) {
    return Arguments.of(members, message, place);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsNamedInAwsWordsAtItsPlace(String members, String message, String place) {
    assertThat(errors(withState(members)).stream().filter(line -> !line.startsWith("MISSING")))
        .containsExactly("SCHEMA_VALIDATION_FAILED: " + message + " at /States/S" + place);
  }

  /// Members of the state in which nothing is wrong.
  static Stream<String> rights() {
    return Stream.of(
        PASS + ",'InputPath':null,'OutputPath':'$$.Execution.Input','ResultPath':null",
        PASS + ",'End':false",
        PASS + ",'Result':null",
        PASS + ",'InputPath':'$v.x[0]','Assign':{'a.$':'States.UUID()','b':{'c.$':'$.c'}}",
        PASS + ",'Parameters':['$.a',{'a.$':'$..b[?(@.c>1)]'}]",
        JSONATA + PASS + ",'Output':'{% $states.input %}'",
        JSONATA + TASK + ",'TimeoutSeconds':'{% $t %}','Credentials':{'RoleArn':'{% $r %}'}",
        TASK + ",'Credentials':{'RoleArn.$':'$.r'},'TimeoutSecondsPath':'$.t'",
        TASK + ",'Retry':[],'Catch':[]",
        TASK + ",'Retry':[{'ErrorEquals':['States.Mine'],'IntervalSeconds':0,'BackoffRate':1}]",
        TASK + ",'TimeoutSeconds':2,'HeartbeatSeconds':1",
        WAIT + ",'Timestamp':'2016-03-14T01:59:00.123456789+01:00'",
        JSONATA + WAIT + ",'Timestamp':'{% $now() %}'",
        choice(
            "{'Or':[{'Variable':'$.a','IsPresent':true},{'Not':{'Variable':'$$.b','NumericLessThan':1.5}}],'Next':'T'}"),
        JSONATA + choice("{'Condition':true,'Next':'T','Output':1,'Assign':{'x':1},'Comment':'c'}"),
        MAP + ",'Iterator':{" + INNER + "},'Parameters':{'v.$':'$$.Map.Item.Value'}",
        PROCESSOR + ",'ItemsPath':'$$.Execution.Input','ToleratedFailurePercentage':33.3",
        JSONATA + PROCESSOR + ",'Items':{'a':1}",
        JSONATA + PROCESSOR + ",'Items':'{% [1..3] %}','MaxConcurrency':'{% 2 %}'",
        READER
            + ",'Parameters':{'Bucket.$':'$.b'},'ReaderConfig':{'InputType':'JSON','MaxItemsPath':'$n'}}",
        DISTRIBUTED
            + ",'ItemBatcher':{'MaxItemsPerBatchPath':'$.n','BatchInput':{'x.$':'$.x'}},'Label':'a-b_c'",
        DISTRIBUTED
            + ",'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'b'}}",
        "'Type':'Fail','ErrorPath':'$$.State.Name','CausePath':'States.Format(`{}`, $.c)'");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rights")
  void whatAwsAcceptsIsAccepted(String members) {
    assertThat(errors(withState(members)).stream().filter(line -> !line.startsWith("MISSING")))
        .isEmpty();
  }

  @Test
  void operatorsExcludeEachOther() {
    String two = choice("{'Variable':'$.a','IsNull':true,'IsString':true,'Next':'T'}");
    String none = choice("{'Variable':'$.a','Next':'T'}");

    assertThat(errors(withState(two)).getFirst())
        .startsWith("SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [")
        .contains("StringEquals", "TimestampLessThanPath")
        .endsWith("] at /States/S/Choices[0]");
    assertThat(errors(withState(none)).getFirst())
        .startsWith("SCHEMA_VALIDATION_FAILED: This object should have only one of the following");
  }

  @Test
  void expressMachinesHaveNoActivitiesNoCallbacksAndNoDistributedMaps() {
    String task = "'Type':'Task','Next':'T','Resource':'%s'";

    assertThat(express(task.formatted("arn:aws:states:r:a:activity:x")))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support Activity ARN at"
                + " /States/S/Resource");
    assertThat(express(task.formatted("arn:aws:states:::states:startExecution.sync:2")))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.sync' service"
                + " integration at /States/S/Resource");
    assertThat(express(task.formatted("arn:aws:states:::sqs:sendMessage.waitForTaskToken")))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken'"
                + " service integration  at /States/S/Resource");
    assertThat(express(DISTRIBUTED))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: The field 'Mode' with value 'DISTRIBUTED' is not supported"
                + " inside 'EXPRESS' state machines at"
                + " /States/S/ItemProcessor/ProcessorConfig/Mode");
    assertThat(express(TASK)).isEmpty();
  }

  private static List<String> express(String members) {
    return errors(withState(members), MachineType.EXPRESS);
  }

  @Test
  void variablesHaveNamesOfTheirOwn() {
    assertThat(errors(withState(PASS + ",'Assign':{'states':1,'a.b':2,'1st':3,'größe':4,'':5}")))
        .containsExactly(
            "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at"
                + " /States/S/Assign/states",
            "INVALID_VARIABLE_NAME: Invalid variable name 'a.b': the variable name contains invalid"
                + " characters. at /States/S/Assign/a.b",
            "INVALID_VARIABLE_NAME: Invalid variable name '1st': the variable name contains invalid"
                + " characters. at /States/S/Assign/1st",
            "INVALID_VARIABLE_NAME: Invalid variable name '': the variable name contains invalid"
                + " characters. at /States/S/Assign/");
  }

  @Test
  void labelsAreShortPlainAndUnique() {
    assertThat(errors(withState(DISTRIBUTED + ",'Label':'" + "x".repeat(41) + "'")).getFirst())
        .isEqualTo(
            "INVALID_LABEL_NAME: Label name '"
                + "x".repeat(41)
                + "' exceeds the 40-character limit allowed by the service at /States/S/Label");
    assertThat(errors(withState(DISTRIBUTED + ",'Label':'a b'")).getFirst())
        .startsWith("INVALID_LABEL_NAME: Label name 'a b' ");
  }

  @Test
  void whatLooksLikeAPathIsOnlyWarnedAbout() {
    assertThat(
            warnings(
                withState(
                    PASS + ",'Result':{'x':'$.a'},'Parameters':{'y':'$.b','z':'States.UUID()'}")))
        .satisfiesExactly(
            no -> assertThat(no).startsWith("NO_DOLLAR: ").endsWith(" at /States/S/Parameters/y"),
            no -> assertThat(no).startsWith("NO_DOLLAR: ").endsWith(" at /States/S/Parameters/z"),
            no ->
                assertThat(no)
                    .startsWith("PASS_RESULT_IS_STATIC: ")
                    .endsWith(" at /States/S/Result/x"));
    assertThat(warnings(withState("'Type':'Fail','Error':'$.e'")))
        .singleElement()
        .satisfies(no -> assertThat(no).startsWith("NO_PATH: ").endsWith(" at /States/S/Error"));
    assertThat(warnings(json("{'StartAt':'A','StartAt':'A','States':{'A':{'Type':'Succeed'}}}")))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Field 'StartAt' appears more than once: the last one counts"
                + " at /StartAt");
  }
}
