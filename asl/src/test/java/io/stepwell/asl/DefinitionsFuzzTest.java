package io.stepwell.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.stepwell.asl.plan.MachineType;
import io.stepwell.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whatever is thrown at them, the validator answers with findings and the compiler with a plan.
///
/// In the build a few hundred texts; `-Dstepwell.fuzz.seconds=600` goes on for ten minutes in each
/// test.
final class DefinitionsFuzzTest {
  private static final int RUNS = 800;
  private static final long SECONDS = Long.getLong("stepwell.fuzz.seconds", 0);
  private static final String[] TYPES = {
    "Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"
  };
  private static final @Nullable Object[] VALUES = {
    null,
    true,
    0L,
    -1L,
    1.5,
    "",
    "$",
    "$.a",
    "$$.b",
    "$v",
    "$.a[*]",
    "A",
    "{% 1 %}",
    "States.UUID()",
    List.of(),
    Map.of(),
    List.of(1L),
    Map.of("Type", "Pass"),
    Map.of("a.$", 1L),
    "States.ALL"
  };
  private static final String[] NAMES = {
    "Type",
    "Next",
    "End",
    "States",
    "StartAt",
    "Choices",
    "Catch",
    "Retry",
    "Branches",
    "Iterator",
    "ItemProcessor",
    "ProcessorConfig",
    "Resource",
    "Assign",
    "QueryLanguage",
    "And",
    "Not",
    "a.$"
  };

  private final long started = System.nanoTime();

  @Test
  void mutatedDefinitionsNeverBreakAnything() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<@Nullable Object> examples =
        EXAMPLES.stream().<@Nullable Object>map(text -> Json.parse(Texts.json(text))).toList();

    for (int run = 0; goesOn(run); run++) {
      Object definition = examples.get(run % examples.size());
      for (int change = random.nextInt(4); change >= 0; change--) {
        definition = mutated(definition, random);
      }
      String text = Json.write(definition);
      assertThatCode(() -> check(text))
          .as("seed %d, definition %s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void brokenTextsNeverBreakAnything() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (int run = 0; goesOn(run); run++) {
      StringBuilder text = new StringBuilder(Texts.json(EXAMPLES.get(run % EXAMPLES.size())));
      for (int change = random.nextInt(5); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, (char) random.nextInt(0x7f));
          default -> text.setCharAt(at, "{}[]:,\"\\0$".charAt(random.nextInt(10)));
        }
      }
      assertThatCode(() -> check(text.toString()))
          .as("seed %d, text %s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void arbitraryJsonNeverBreaksAnything() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (int run = 0; goesOn(run); run++) {
      String text = Json.write(arbitrary(random, 0));
      assertThatCode(() -> check(text))
          .as("seed %d, text %s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  /// Names and values of the language in any place: most are a machine from afar.
  private static @Nullable Object arbitrary(Random random, int depth) {
    int kind = random.nextInt(10);
    if (depth > 6 || kind < 3) {
      return VALUES[random.nextInt(VALUES.length)];
    }
    if (kind < 5) {
      return random
          .ints(random.nextInt(4))
          .<@Nullable Object>mapToObj(_ -> arbitrary(random, depth + 1))
          .toList();
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (depth < 2) {
      object.put("StartAt", "A");
    }
    for (int members = random.nextInt(6); members >= 0; members--) {
      String name = NAMES[random.nextInt(NAMES.length)];
      object.put(random.nextInt(4) == 0 ? "A" : name, arbitrary(random, depth + 1));
    }
    if (random.nextBoolean()) {
      object.put("Type", TYPES[random.nextInt(TYPES.length)]);
    }
    return object;
  }

  private boolean goesOn(int run) {
    return SECONDS == 0
        ? run < RUNS
        : System.nanoTime() - started < Duration.ofSeconds(SECONDS).toNanos();
  }

  private static void check(String text) {
    for (MachineType type : MachineType.values()) {
      Definitions.Compiled compiled = Definitions.compile(text, type);
      assertThat(compiled.isValid())
          .isEqualTo(compiled.findings().stream().noneMatch(f -> f.isError()));
      assertThat(compiled.findings()).allMatch(f -> f.line() > 0 && f.column() > 0);
      assertThat(Definitions.validate(text, type)).isEqualTo(compiled.findings());
    }
    assertThat(Definitions.compileState(text, MachineType.STANDARD)).isNotNull();
  }

  private static @Nullable Object mutated(@Nullable Object value, Random random) {
    return switch (value) {
      case Map<?, ?> object when !object.isEmpty() -> mutatedObject(object, random);
      case List<?> array when !array.isEmpty() -> {
        List<@Nullable Object> copy = new ArrayList<>(array);
        int at = random.nextInt(copy.size());
        copy.set(at, mutated(copy.get(at), random));
        yield copy;
      }
      case null, default -> VALUES[random.nextInt(VALUES.length)];
    };
  }

  private static Object mutatedObject(Map<?, ?> object, Random random) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put((String) name, value));
    List<String> names = List.copyOf(copy.keySet());
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(8)) {
      case 0 -> copy.remove(name);
      case 1 -> copy.put(name, VALUES[random.nextInt(VALUES.length)]);
      case 2 ->
          copy.put(NAMES[random.nextInt(NAMES.length)], VALUES[random.nextInt(VALUES.length)]);
      case 3 -> copy.put(NAMES[random.nextInt(NAMES.length)], copy.get(name));
      default -> copy.put(name, mutated(copy.get(name), random));
    }
    return copy;
  }

  private static final List<String> EXAMPLES =
      List.of(
          "{'StartAt':'A','States':{'A':{'Type':'Pass','Parameters':{'a.$':'$.b'},'Next':'B'},"
              + "'B':{'Type':'Wait','SecondsPath':'$.s','Next':'C'},'C':{'Type':'Choice','Default':'D',"
              + "'Choices':[{'And':[{'Variable':'$.x','IsNull':true},{'Not':{'Variable':'$.y',"
              + "'StringEqualsPath':'$.z'}}],'Next':'E'}]},'D':{'Type':'Fail','ErrorPath':'$.e'},"
              + "'E':{'Type':'Succeed','InputPath':'$.i'}}}",
          "{'StartAt':'T','TimeoutSeconds':5,'States':{'T':{'Type':'Task','Resource':"
              + "'arn:aws:states:::lambda:invoke','Retry':[{'ErrorEquals':['X'],'BackoffRate':2}],"
              + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'P','ResultPath':'$.e'}],"
              + "'TimeoutSeconds':9,'Credentials':{'RoleArn.$':'$.r'},'Assign':{'v':1},'Next':'P'},"
              + "'P':{'Type':'Parallel','Branches':[{'StartAt':'I','States':{'I':{'Type':'Pass',"
              + "'Result':null,'End':true}}}],'End':true}}}",
          "{'StartAt':'M','States':{'M':{'Type':'Map','End':true,'Label':'L','ItemsPath':'$.a',"
              + "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Parameters':{'Bucket':'b'},"
              + "'ReaderConfig':{'InputType':'JSON','MaxItems':3}},'ItemBatcher':{'MaxItemsPerBatch':2},"
              + "'ResultWriter':{'WriterConfig':{'OutputType':'JSON'}},'ItemSelector':{'i.$':'$$.x'},"
              + "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
              + "'StartAt':'S','States':{'S':{'Type':'Succeed'}}}}}}");
}
