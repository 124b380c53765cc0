package io.stepwell.asl.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.Texts;
import io.stepwell.asl.plan.ChoiceState;
import io.stepwell.asl.plan.Condition;
import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.FailState;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.PassState;
import io.stepwell.asl.plan.Plan;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Resource;
import io.stepwell.asl.plan.Retrier;
import io.stepwell.asl.plan.Setting;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.StateGraph;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.asl.plan.Transition;
import io.stepwell.asl.plan.WaitState;
import io.stepwell.expression.Meter;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.expression.Variables;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlanCompilerTest {
  private static final String TASK =
      "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Next':'T'";

  @Test
  void absentFieldsHaveTheirDefaults() {
    TaskState task = state(TASK + ",'Retry':[{'ErrorEquals':['A','B']}]", TaskState.class);
    DataFlow.Paths flow = (DataFlow.Paths) task.flow();

    assertThat(task.language()).isEqualTo(QueryLanguage.JSONPATH);
    assertThat(task.transition()).isEqualTo(new Transition.Next("T"));
    assertThat(task.resource())
        .isEqualTo(
            new Resource.Integration(
                "arn:aws:states:::lambda:invoke",
                "lambda",
                "invoke",
                Resource.Pattern.REQUEST_RESPONSE));
    assertThat(task.timeoutSeconds()).isNull();
    assertThat(task.heartbeatSeconds()).isNull();
    assertThat(task.credentialsRole()).isNull();
    assertThat(task.catchers()).isEmpty();
    assertThat(task.retriers())
        .containsExactly(new Retrier(List.of("A", "B"), 1, 3, 2.0, null, false));
    assertThat(flow.inputPath()).isNotNull().satisfies(p -> assertThat(p.text()).isEqualTo("$"));
    assertThat(flow.outputPath()).isNotNull().satisfies(p -> assertThat(p.text()).isEqualTo("$"));
    assertThat(flow.parameters()).isNull();
    assertThat(flow.resultSelector()).isNull();
    assertThat(flow.assign()).isNull();
    assertThat(flow.result())
        .isInstanceOfSatisfying(
            DataFlow.ResultTarget.At.class, at -> assertThat(at.path().isRoot()).isTrue());
  }

  @Test
  void theDataFlowOfATaskIsCompiled() {
    TaskState task =
        state(
            TASK
                + ",'InputPath':null,'OutputPath':'$.out','ResultPath':'$.r','Parameters':{'p.$':'$.a'},"
                + "'ResultSelector':{'s':1},'Assign':{'v.$':'$.b'},'TimeoutSecondsPath':'$.t','HeartbeatSeconds':5,'Credentials':{'RoleArn.$':'States.Format(`{}`,"
                + " $.role)'},"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'T','ResultPath':null,'Assign':{'w':1}}]",
            TaskState.class);
    DataFlow.Paths flow = (DataFlow.Paths) task.flow();

    assertThat(flow.inputPath()).isNull();
    assertThat(evaluate(flow.outputPath(), Map.of("out", 1L))).isEqualTo(1L);
    assertThat(evaluate(flow.parameters(), Map.of("a", 2L))).isEqualTo(Map.of("p", 2L));
    assertThat(evaluate(flow.resultSelector(), Map.of())).isEqualTo(Map.of("s", 1L));
    assertThat(evaluate(flow.assign(), Map.of("b", 3L))).isEqualTo(Map.of("v", 3L));
    assertThat(task.timeoutSeconds())
        .isInstanceOfSatisfying(
            Setting.ByPath.class,
            by -> {
              assertThat(by.field()).isEqualTo("TimeoutSecondsPath");
              assertThat(evaluate(by.path(), Map.of("t", 7L))).isEqualTo(7L);
            });
    assertThat(task.heartbeatSeconds()).isEqualTo(new Setting.Fixed(5L));
    assertThat(task.credentialsRole())
        .isInstanceOfSatisfying(
            Setting.ByExpression.class,
            by -> assertThat(evaluate(by.expression(), Map.of("role", "r"))).isEqualTo("r"));
    assertThat(task.catchers())
        .singleElement()
        .satisfies(
            catcher -> {
              assertThat(catcher.next()).isEqualTo("T");
              assertThat(catcher.resultPath()).isEqualTo(new DataFlow.ResultTarget.Discard());
              assertThat(evaluate(catcher.assign(), Map.of())).isEqualTo(Map.of("w", 1L));
            });
  }

  @Test
  void aRetrierKeepsWhatItSays() {
    TaskState task =
        state(
            TASK
                + ",'Retry':[{'ErrorEquals':['A'],'IntervalSeconds':3,'MaxAttempts':0,"
                + "'BackoffRate':1,'MaxDelaySeconds':60,'JitterStrategy':'FULL'}]",
            TaskState.class);

    assertThat(task.retriers()).containsExactly(new Retrier(List.of("A"), 3, 0, 1.0, 60L, true));
  }

  @Test
  void aLiteralNullIsAResult() {
    PassState some = state("'Type':'Pass','Next':'T','Result':null", PassState.class);
    PassState none = state("'Type':'Pass','Next':'T'", PassState.class);

    assertThat(some.result()).isEqualTo(new PassState.Literal(null));
    assertThat(none.result()).isNull();
  }

  @Test
  void choiceRulesKeepTheirOrderAndNesting() {
    ChoiceState choice =
        state(
            "'Type':'Choice','Choices':["
                + "{'And':[{'Variable':'$.a','NumericEquals':1},{'Not':{'Variable':'$.b','IsPresent':true}}],'Next':'T'},"
                + "{'Variable':'$.c','StringLessThanPath':'$.d','Next':'T','Assign':{'x':1}}]",
            ChoiceState.class);

    assertThat(choice.defaultNext()).isNull();
    assertThat(choice.rules()).hasSize(2);
    Condition.And and = (Condition.And) choice.rules().getFirst().condition();
    assertThat(and.conditions().getFirst())
        .isInstanceOfSatisfying(
            Condition.Comparison.class,
            c -> {
              assertThat(c.variable().text()).isEqualTo("$.a");
              assertThat(c.operator()).isEqualTo(Condition.Operator.NUMERIC_EQUALS);
              assertThat(c.literal()).isEqualTo(1L);
              assertThat(c.path()).isNull();
            });
    assertThat(and.conditions().getLast()).isInstanceOf(Condition.Not.class);
    Condition.Comparison byPath = (Condition.Comparison) choice.rules().getLast().condition();
    assertThat(byPath.path()).isNotNull().satisfies(p -> assertThat(p.text()).isEqualTo("$.d"));
    assertThat(byPath.operator()).isEqualTo(Condition.Operator.STRING_LESS_THAN);
  }

  @Test
  void aWaitHasOneTime() {
    assertThat(until("'Seconds':3")).isEqualTo(new WaitState.Until.Seconds(new Setting.Fixed(3L)));
    assertThat(until("'Timestamp':'2030-01-01T00:00:00Z'"))
        .isEqualTo(new WaitState.Until.Timestamp(new Setting.Fixed("2030-01-01T00:00:00Z")));
    assertThat(until("'SecondsPath':'$.s'"))
        .isInstanceOfSatisfying(
            WaitState.Until.Seconds.class,
            s -> assertThat(s.value()).isInstanceOf(Setting.ByPath.class));
    assertThat(until("'TimestampPath':'$.s'")).isInstanceOf(WaitState.Until.Timestamp.class);
  }

  private static WaitState.Until until(String time) {
    return state("'Type':'Wait','Next':'T'," + time, WaitState.class).until();
  }

  @Test
  void aFailTakesItsWordsFromPathsAndCalls() {
    FailState fail =
        state(
            "'Type':'Fail','Error':'Mine','CausePath':'States.Format(`no {}`, $.what)'",
            FailState.class);
    FailState byPath = state("'Type':'Fail','ErrorPath':'$$.State.Name'", FailState.class);

    assertThat(fail.error()).isEqualTo(new Setting.Fixed("Mine"));
    assertThat(fail.cause())
        .isInstanceOfSatisfying(
            Setting.ByExpression.class,
            by -> {
              assertThat(by.field()).isEqualTo("CausePath");
              assertThat(evaluate(by.expression(), Map.of("what", "way"))).isEqualTo("no way");
            });
    assertThat(byPath.error()).isInstanceOf(Setting.ByPath.class);
    assertThat(byPath.cause()).isNull();
  }

  @Test
  void anInlineMapHasNoDistributedPart() {
    MapState map =
        state(
            "'Type':'Map','Next':'T','ItemsPath':'$.all','MaxConcurrency':2,"
                + "'Parameters':{'v.$':'$$.Map.Item.Value'},"
                + "'Iterator':{'StartAt':'I','States':{'I':{'Type':'Succeed'}}}",
            MapState.class);

    assertThat(map.distributed()).isNull();
    assertThat(map.items()).isInstanceOf(Setting.ByPath.class);
    assertThat(map.itemSelector()).isNotNull();
    assertThat(((DataFlow.Paths) map.flow()).parameters()).isNull();
    assertThat(map.maxConcurrency()).isEqualTo(new Setting.Fixed(2L));
    assertThat(map.toleratedFailureCount()).isNull();
    assertThat(map.processor().startAt()).isEqualTo("I");
  }

  @Test
  void aDistributedMapHasReaderBatcherAndWriter() {
    MapState map =
        state(
            "'Type':'Map','Next':'T','Label':'L','ToleratedFailurePercentagePath':'$.p',"
                + "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Parameters':{'Bucket':'b'},"
                + "'ReaderConfig':{'InputType':'CSV','CSVHeaderLocation':'FIRST_ROW','MaxItemsPath':'$.n'}},"
                + "'ItemBatcher':{'MaxItemsPerBatch':10,'BatchInput':{'x.$':'$.x'}},"
                + "'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'b'},"
                + "'WriterConfig':{'OutputType':'JSONL'}},"
                + "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'EXPRESS'},"
                + "'StartAt':'I','States':{'I':{'Type':'Succeed'}}}",
            MapState.class);

    assertThat(map.toleratedFailurePercentage()).isInstanceOf(Setting.ByPath.class);
    assertThat(map.distributed())
        .isNotNull()
        .satisfies(
            d -> {
              assertThat(d.express()).isTrue();
              assertThat(d.label()).isEqualTo("L");
              assertThat(d.reader())
                  .isNotNull()
                  .satisfies(
                      reader -> {
                        assertThat(reader.resource()).isEqualTo("arn:aws:states:::s3:getObject");
                        assertThat(evaluate(reader.config(), Map.of()))
                            .isEqualTo(
                                Map.of("InputType", "CSV", "CSVHeaderLocation", "FIRST_ROW"));
                        assertThat(reader.maxItems()).isInstanceOf(Setting.ByPath.class);
                      });
              assertThat(d.batcher())
                  .isNotNull()
                  .satisfies(
                      batcher -> {
                        assertThat(batcher.maxItems()).isEqualTo(new Setting.Fixed(10L));
                        assertThat(batcher.maxInputBytes()).isNull();
                        assertThat(batcher.batchInput()).isNotNull();
                      });
              assertThat(d.writer())
                  .isNotNull()
                  .satisfies(
                      writer ->
                          assertThat(writer.config()).isEqualTo(Map.of("OutputType", "JSONL")));
            });
  }

  @Test
  void aJsonataStateOfLiteralsIsCompiled() {
    ChoiceState choice =
        state(
            "'Type':'Choice','QueryLanguage':'JSONata','Choices':["
                + "{'Condition':true,'Next':'T','Output':{'a.$':1},'Assign':{'x':[2]}}]",
            ChoiceState.class);
    ChoiceState.Rule rule = choice.rules().getFirst();

    assertThat(choice.language()).isEqualTo(QueryLanguage.JSONATA);
    assertThat(choice.flow()).isEqualTo(new DataFlow.Jsonata(null, null, null));
    assertThat(rule.condition())
        .isInstanceOfSatisfying(
            Condition.Expression.class,
            c -> assertThat(evaluate(c.template(), Map.of())).isEqualTo(true));
    assertThat(evaluate(rule.output(), Map.of())).isEqualTo(Map.of("a.$", 1L));
    assertThat(evaluate(rule.assign(), Map.of())).isEqualTo(Map.of("x", List.of(2L)));
  }

  @Test
  void graphsAreNumberedInPreorder() {
    String pass = "{'Type':'Pass','End':true}";
    Plan plan =
        plan(
            "{'StartAt':'P','TimeoutSeconds':9,'States':{'P':{'Type':'Parallel','Next':'M','Branches':["
                + "{'StartAt':'M1','States':{'M1':{'Type':'Map','End':true,'ItemProcessor':"
                + "{'StartAt':'X','States':{'X':"
                + pass
                + "}}}}},{'StartAt':'B2','States':{'B2':"
                + pass
                + "}}]},'M':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'Y','States':{'Y':"
                + pass
                + "}}}}}");

    assertThat(plan.graphs())
        .extracting(StateGraph::startAt)
        .containsExactly("P", "M1", "X", "B2", "Y");
    assertThat(plan.graphs()).extracting(StateGraph::index).containsExactly(0, 1, 2, 3, 4);
    assertThat(plan.timeoutSeconds()).isEqualTo(9);
    assertThat(plan.root().state("P"))
        .isInstanceOfSatisfying(
            ParallelState.class, p -> assertThat(p.branches().getFirst()).isSameAs(plan.graph(1)));
    assertThat(plan.root().states().keySet()).containsExactly("P", "M");
  }

  @Test
  void variablesAreListedForTheStateThatReadsThem() {
    Plan plan =
        plan(
            "{'StartAt':'A','States':{"
                + "'A':{'Type':'Pass','Assign':{'set':1,'copy.$':'$.x'},'Next':'M'},"
                + "'M':{'Type':'Map','MaxConcurrencyPath':'$max','End':true,'ItemSelector':{'t.$':'States.Format($template,"
                + " $$.Map.Item.Value)','l':'$literal'},"
                + "'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Pass','InputPath':'$in.a','Parameters':{'s.$':'States.MathAdd(States.MathAdd($y,"
                + " $x), $b)'},'Next':'F'},"
                + "'F':{'Type':'Fail','ErrorPath':'$err','CausePath':'$cause'}}}}}}");

    assertThat(plan.variableReferences())
        .isEqualTo(
            Map.of(
                "M", Set.of("max", "template"),
                "I", Set.of("in", "x", "y", "b"),
                "F", Set.of("err", "cause")));
    assertThat(plan.variableReferences().get("I")).containsExactly("b", "in", "x", "y");
  }

  private static Plan plan(String definition) {
    Definitions.Compiled compiled =
        Definitions.compile(Texts.json(definition), MachineType.STANDARD);
    assertThat(compiled.findings()).noneMatch(finding -> finding.isError());
    Plan plan = compiled.plan();
    assertThat(plan).isNotNull();
    if (plan == null) {
      throw new AssertionError();
    }
    return plan;
  }

  /// The state `S` with these members; `T` exists, and something leads to it.
  private static <S extends State> S state(String members, Class<S> type) {
    Plan plan =
        plan(
            "{'StartAt':'C','States':{'C':{'Type':'Choice','Default':'S','Choices':"
                + "[{'Variable':'$','IsNull':true,'Next':'T'}]},'S':{"
                + members
                + "},'T':{'Type':'Succeed'}}}");
    return type.cast(plan.root().state("S"));
  }

  private static @Nullable Object evaluate(@Nullable Template template, Object input) {
    assertThat(template).isNotNull();
    if (template == null) {
      throw new AssertionError();
    }
    return template.evaluate(
        new Scope(input, null, null, Map::of, Variables.NONE, Meter.unlimited(), new Random(1), 0));
  }
}
