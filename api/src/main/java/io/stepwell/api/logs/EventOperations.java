package io.stepwell.api.logs;

import io.stepwell.api.logs.LogGroups.Line;
import io.stepwell.runtime.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/// Operations on what was logged. A page token is a [Position]; it stays right when old files go.
final class EventOperations {
  private static final int MAX_EVENTS = 10_000;
  private static final int MAX_STREAMS = 50;
  private static final int MAX_PAGE_BYTES = 1024 * 1024;

  private final LogGroups groups;

  EventOperations(LogGroups groups) {
    this.groups = groups;
  }

  /// Between lines: before the n-th of those of this time or later.
  private record Position(long at, int n) {
    static Position parse(String token) {
      String[] parts = token.split("/", -1);
      try {
        return new Position(Long.parseLong(parts[1]), Integer.parseUnsignedInt(parts[2]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw LogsException.invalid("The specified nextToken is invalid.");
      }
    }

    static Position before(List<Line> lines, int index) {
      if (lines.isEmpty()) {
        return new Position(0, 0);
      }
      long at = lines.get(Math.min(index, lines.size() - 1)).at();
      int first = first(lines, at);
      return new Position(at, index - first);
    }

    int index(List<Line> lines) {
      return (int) Math.min(first(lines, at) + Integer.toUnsignedLong(n), lines.size());
    }

    private static int first(List<Line> lines, long at) {
      int first = 0;
      while (first < lines.size() && lines.get(first).at() < at) {
        first++;
      }
      return first;
    }

    String token(String direction) {
      return direction + "/" + at + "/" + n;
    }
  }

  private List<Line> lines(Account account, Parameters parameters, Predicate<Line> wanted) {
    List<Line> all = groups.read(account, parameters.group());
    if (all == null) {
      throw LogsException.noGroup();
    }
    long from = parameters.number("startTime", Long.MIN_VALUE);
    long to = parameters.number("endTime", Long.MAX_VALUE);
    return all.stream()
        .filter(line -> line.at() >= from && line.at() < to && wanted.test(line))
        .toList();
  }

  /// The page from an index on: how many lines fit.
  private static int end(List<Line> lines, int begin, int limit) {
    int end = begin;
    for (long bytes = 0; end < lines.size() && end - begin < limit; end++) {
      bytes += lines.get(end).message().length();
      if (bytes > MAX_PAGE_BYTES && end > begin) {
        break;
      }
    }
    return end;
  }

  Map<String, Object> get(Account account, Parameters parameters) {
    String stream = parameters.text("logStreamName", "");
    List<Line> lines = lines(account, parameters, line -> line.stream().equals(stream));
    if (lines.isEmpty() && lines(account, parameters, line -> true).isEmpty()) {
      throw LogsException.noStream();
    }
    int limit = parameters.limit(MAX_EVENTS);
    String token = parameters.text("nextToken");
    int begin;
    int end;
    if (token != null ? token.startsWith("b/") : !parameters.flag("startFromHead")) {
      end = token == null ? lines.size() : Position.parse(token).index(lines);
      begin = Math.max(0, end - limit);
    } else {
      begin = token == null ? 0 : Position.parse(token).index(lines);
      end = end(lines, begin, limit);
    }
    return Map.of(
        "events",
        lines.subList(begin, end).stream().map(EventOperations::shown).toList(),
        "nextForwardToken",
        Position.before(lines, end).token("f"),
        "nextBackwardToken",
        Position.before(lines, begin).token("b"));
  }

  Map<String, Object> filter(Account account, Parameters parameters) {
    FilterPattern pattern = FilterPattern.parse(parameters.text("filterPattern", ""));
    List<?> streams = parameters.list("logStreamNames");
    String prefix = parameters.text("logStreamNamePrefix", "");
    List<Line> lines =
        lines(
            account,
            parameters,
            line ->
                (streams.isEmpty() || streams.contains(line.stream()))
                    && line.stream().startsWith(prefix)
                    && pattern.matches(line.message()));
    String token = parameters.text("nextToken");
    int begin = token == null ? 0 : Position.parse(token).index(lines);
    int end = end(lines, begin, parameters.limit(MAX_EVENTS));
    List<Map<String, Object>> events = new ArrayList<>();
    for (Line line : lines.subList(begin, end)) {
      Map<String, Object> event = shown(line);
      event.put("logStreamName", line.stream());
      event.put("eventId", id(line));
      events.add(event);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("events", events);
    answer.put("searchedLogStreams", List.of());
    if (end < lines.size()) {
      answer.put("nextToken", Position.before(lines, end).token("f"));
    }
    return answer;
  }

  private static Map<String, Object> shown(Line line) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("timestamp", line.at());
    members.put("message", line.message());
    members.put("ingestionTime", line.at());
    return members;
  }

  /// The same for the same line whenever it is read.
  private static String id(Line line) {
    byte[] text = line.message().getBytes(StandardCharsets.UTF_8);
    return line.at() + "-" + UUID.nameUUIDFromBytes(text);
  }

  /// By name; the page token is the last name.
  Map<String, Object> streams(Account account, Parameters parameters) {
    String prefix = parameters.text("logStreamNamePrefix", "");
    Map<String, Stream> found = new LinkedHashMap<>();
    for (Line line : lines(account, parameters, each -> each.stream().startsWith(prefix))) {
      found.merge(line.stream(), new Stream(line.at(), line.at()), Stream::with);
    }
    List<String> names = new ArrayList<>(found.keySet());
    names.sort(null);
    if (parameters.flag("descending")) {
      names = names.reversed();
    }
    String after = parameters.text("nextToken");
    int begin = after == null ? 0 : names.indexOf(after) + 1;
    int end = Math.min(names.size(), begin + parameters.limit(MAX_STREAMS));
    String arn = GroupOperations.arn(account, parameters.group()) + ":log-stream:";
    List<Map<String, Object>> shown = new ArrayList<>();
    for (String name : names.subList(begin, end)) {
      shown.add(found.getOrDefault(name, new Stream(0, 0)).shown(name, arn));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("logStreams", shown);
    if (end < names.size()) {
      answer.put("nextToken", names.get(end - 1));
    }
    return answer;
  }

  /// When a stream's first and last lines were logged.
  private record Stream(long first, long last) {
    Stream with(Stream later) {
      return new Stream(first, later.last);
    }

    Map<String, Object> shown(String name, String arn) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("logStreamName", name);
      members.put("creationTime", first);
      members.put("firstEventTimestamp", first);
      members.put("lastEventTimestamp", last);
      members.put("lastIngestionTime", last);
      members.put("arn", arn + name);
      members.put("storedBytes", 0L);
      return members;
    }
  }
}
