package io.stepwell.benchmarks;

import io.stepwell.expression.Meter;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.expression.Variables;
import io.stepwell.expression.jsonata.JsonataTemplate;
import io.stepwell.expression.jsonpath.PayloadTemplate;
import io.stepwell.expression.jsonpath.ReferencePath;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the expressions of one Task state cost: an Arguments block, a Parameters block, a ResultPath.
/// Compiled before, as in a plan; the input is a parsed order of about 1 KB.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Expressions {
  private static final String ORDER =
      """
      {"order": {"id": "o-4711", "channel": "web", "lines": [
        {"sku": "a-1", "price": 12.5, "quantity": 2, "text": "%1$s"},
        {"sku": "b-2", "price": 3, "quantity": 10, "text": "%1$s"},
        {"sku": "c-3", "price": 99.9, "quantity": 1, "text": "%1$s"}]},
       "customer": {"id": 815, "name": "Ada", "address": {"city": "London", "street": "%1$s"}},
       "approved": true}\
      """
          .formatted("x".repeat(180));
  private static final String ARGUMENTS =
      """
      {"FunctionName": "charge", "Payload": {
        "orderId": "{% $states.input.order.id %}",
        "total": "{% $sum($states.input.order.lines.(price * quantity)) %}",
        "customer": "{% $states.input.customer %}",
        "channel": "{% $uppercase($states.input.order.channel) %}",
        "label": "{% 'order ' & $states.input.order.id & ' of ' & $states.input.customer.name %}",
        "options": {"currency": "EUR", "retries": [1, 2, 3]}}}\
      """;
  private static final String PARAMETERS =
      """
      {"FunctionName": "charge", "Payload": {
        "orderId.$": "$.order.id",
        "prices.$": "$.order.lines[*].price",
        "customer.$": "$.customer",
        "first.$": "$.order.lines[0].sku",
        "label.$": "States.Format('order {} of {}', $.order.id, $.customer.name)",
        "options": {"currency": "EUR", "retries": [1, 2, 3]}}}\
      """;

  private final @Nullable Object input = Json.parse(ORDER);
  private final Template arguments = JsonataTemplate.compile(Json.parse(ARGUMENTS), "Arguments");
  private final Template parameters = PayloadTemplate.compile(object(PARAMETERS));
  private final ReferencePath resultPath = ReferencePath.compile("$.order.receipt");
  private final SplittableRandom random = new SplittableRandom(1);

  /// JSONata: the value alone.
  @Benchmark
  public @Nullable Object jsonataArguments() {
    return arguments.evaluate(scope());
  }

  /// JSONPath: the value alone.
  @Benchmark
  public @Nullable Object jsonPathParameters() {
    return parameters.evaluate(scope());
  }

  /// JSONPath, and the text that goes to the task and into the history.
  @Benchmark
  public int jsonPathParametersAndText() {
    return Payload.of(parameters.evaluate(scope())).size();
  }

  /// A result put into the input: only the two objects on the way are copied.
  @Benchmark
  public @Nullable Object resultPath() {
    return resultPath.put(input, true);
  }

  /// What reading the input's text costs, for comparison.
  @Benchmark
  public @Nullable Object parseTheInput() {
    return Json.parse(ORDER);
  }

  private Scope scope() {
    return new Scope(
        input, null, null, Map::of, Variables.NONE, Meter.unlimited(), random, 1_767_225_600_000L);
  }

  private static Map<?, ?> object(String json) {
    if (Json.parse(json) instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(json);
  }
}
