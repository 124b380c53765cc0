package io.stepwell.engine.step;

import io.stepwell.engine.Identity;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Start;
import io.stepwell.engine.state.Lane;
import io.stepwell.json.Payload;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The context object (Step Functions, "Accessing execution data from the Context object"), `$$` and
/// `$states.context`.
final class ContextObject {
  private ContextObject() {}

  /// The context of the turn's current state when `lane` is the one that has its turn; otherwise the
  /// context of that lane's own state.
  static Map<String, @Nullable Object> of(Turn turn, Lane lane) {
    return build(turn, lane, null, -1, null, null);
  }

  /// With `Task.Token`.
  static Map<String, @Nullable Object> ofTask(Turn turn, String token) {
    return build(turn, turn.lane(), token, -1, null, null);
  }

  /// With the Map item for which an iteration is about to start.
  static Map<String, @Nullable Object> ofItem(
      Turn turn, Lane mapLane, int index, Payload item, @Nullable String key) {
    return build(turn, mapLane, null, index, item, key);
  }

  private static Map<String, @Nullable Object> build(
      Turn turn,
      Lane lane,
      @Nullable String token,
      int index,
      @Nullable Payload item,
      @Nullable String key) {
    Inspection inspection = turn.inspection();
    if (inspection != null) {
      return given(inspection.given().context(), index, item, key);
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("Execution", execution(turn));
    Identity identity = turn.state().start().identity();
    context.put(
        "StateMachine", object("Id", identity.stateMachineArn(), "Name", machineName(identity)));
    boolean own = lane == turn.lane();
    Map<String, @Nullable Object> state =
        object(
            "Name",
            own ? turn.stateName() : String.valueOf(lane.stateName()),
            "EnteredTime",
            time(own ? turn.enteredAt() : lane.enteredAt()));
    if (lane.retries() > 0) {
      state.put("RetryCount", (long) lane.retries());
    }
    context.put("State", state);
    if (token != null) {
      context.put("Task", object("Token", token));
    }
    Map<String, @Nullable Object> mapItem =
        item != null ? mapItem(index, item, key) : enclosingItem(turn, lane);
    if (mapItem != null) {
      context.put("Map", object("Item", mapItem));
    }
    return Collections.unmodifiableMap(context);
  }

  private static Map<String, @Nullable Object> given(
      Map<String, @Nullable Object> whole,
      int index,
      @Nullable Payload item,
      @Nullable String key) {
    if (item == null) {
      return whole;
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>(whole);
    context.put("Map", object("Item", mapItem(index, item, key)));
    return Collections.unmodifiableMap(context);
  }

  private static Map<String, @Nullable Object> execution(Turn turn) {
    Start start = turn.state().start();
    Map<String, @Nullable Object> execution =
        object(
            "Id", start.identity().arn(),
            "Input", start.input().value(),
            "StartTime", time(turn.state().startedAt()),
            "Name", start.identity().name(),
            "RoleArn", start.roleArn());
    if (!turn.surroundings().synchronous()) {
      execution.put("RedriveCount", (long) turn.state().redriveCount());
    }
    if (turn.state().redriveCount() > 0) {
      execution.put("RedriveTime", time(turn.state().redrivenAt()));
    }
    return execution;
  }

  private static String machineName(Identity identity) {
    int label = identity.stateMachine().indexOf('/');
    return label < 0 ? identity.stateMachine() : identity.stateMachine().substring(0, label);
  }

  private static @Nullable Map<String, @Nullable Object> enclosingItem(Turn turn, Lane lane) {
    Lane at = lane;
    while (!at.isRoot()) {
      Payload item = at.item();
      if (item != null) {
        return mapItem(at.index(), item, at.itemKey());
      }
      at = turn.state().lane(at.parent());
    }
    return null;
  }

  private static Map<String, @Nullable Object> mapItem(
      int index, Payload item, @Nullable String key) {
    Map<String, @Nullable Object> map = object("Index", (long) index, "Value", item.value());
    if (key != null) {
      map.put("Key", key);
    }
    map.put("Source", "STATE_DATA");
    return map;
  }

  /// ISO 8601 in UTC, milliseconds without trailing zeros.
  private static String time(long millis) {
    String text = DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(millis));
    int dot = text.indexOf('.');
    if (dot < 0) {
      return text;
    }
    int end = text.length() - 1;
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end) + "Z";
  }

  private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }
}
