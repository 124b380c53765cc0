package io.stepwell.benchmarks;

import io.stepwell.benchmarks.Pace.Minute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An hour of steady load, about a third of what two cores carry: short executions and ones that
/// wait, express ones, calls of a service, callbacks, maps. What has ended is forgotten after two
/// minutes. A row for each minute; the figures set the last quarter against the second, when the
/// server is warm and forgets as much as comes.
final class Soak implements Benchmark {
  private static final String SETTINGS = "retention:\n  executions: 2m\n";
  private static final String SLEEPS =
      "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}}}";
  private static final String NOBODY_ANSWERS =
      "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Task\",\"TimeoutSeconds\":30,"
          + "\"Resource\":\"arn:aws:states:::lambda:invoke.waitForTaskToken\","
          + "\"Parameters\":{\"FunctionName\":\"Answers\",\"Payload\":{\"token.$\":\"$$.Task.Token\"}},"
          + "\"Catch\":[{\"ErrorEquals\":[\"States.Timeout\"],\"Next\":\"Done\"}],\"Next\":\"Done\"},"
          + "\"Done\":{\"Type\":\"Succeed\"}}}";

  @Override
  public Round prepare(Subject subject, Options options) {
    return figures -> {
      try (Service service = new Service();
          Server server = subject.server(SETTINGS + service.functions())) {
        measure(server, options.minutes(), figures);
      }
    };
  }

  private static void measure(Server server, int minutes, Figures figures)
      throws IOException, InterruptedException {
    List<Pace> load = load(server);
    Map<String, List<Double>> rows = new LinkedHashMap<>();
    try {
      long began = System.nanoTime();
      for (int minute = 1; minute <= minutes; minute++) {
        long end = began + minute * 60_000_000_000L;
        while (System.nanoTime() < end) {
          Thread.sleep(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        Map<String, Double> row = row(server, load);
        row.forEach((name, value) -> rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        print(minute, row);
      }
    } finally {
      load.forEach(Pace::close);
    }
    compare(rows, figures);
  }

  private static List<Pace> load(Server server) throws IOException {
    List<Pace> load = new ArrayList<>();
    load.add(ends(server, Workload.W1, 300, 16));
    load.add(ends(server, Workload.W1_SYNC, 300, 8));
    load.add(ends(server, Workload.W2, 60, 16));
    load.add(ends(server, Workload.fanOut(100), 5, 4));
    load.add(starts(server, "sleeps", SLEEPS, 40));
    load.add(starts(server, "nobody-answers", NOBODY_ANSWERS, 20));
    return load;
  }

  private static Pace ends(Server server, Workload workload, int perSecond, int clients)
      throws IOException {
    String machine;
    try (Api api = new Api(server.endpoint())) {
      machine = api.machine("soak-" + workload.name(), workload.express(), workload.definition());
    }
    return new Pace(
        workload.name(),
        perSecond,
        clients,
        () -> new Executions(server.endpoint(), workload, machine));
  }

  private static Pace starts(Server server, String name, String definition, int perSecond)
      throws IOException {
    String machine;
    try (Api api = new Api(server.endpoint())) {
      machine = api.machine("soak-" + name, false, definition);
    }
    String body = Api.startBody(machine, Workload.order());
    return new Pace(name, perSecond, 4, () -> new Sleepers.Starter(server.endpoint(), body));
  }

  private static Map<String, Double> row(Server server, List<Pace> load)
      throws IOException, InterruptedException {
    Map<String, Double> row = new LinkedHashMap<>();
    double done = 0;
    double failed = 0;
    for (Pace pace : load) {
      Minute minute = pace.take();
      done += minute.done();
      failed += minute.failed();
      if (minute.failed() > 0) {
        System.out.println("  " + pace.name() + ": " + pace.failure());
      }
      if (pace.name().equals(Workload.W1.name())) {
        row.put("ms, p50 of W1", minute.p50());
        row.put("ms, p99 of W1", minute.p99());
      }
    }
    row.put("executions/s", done / 60);
    row.put("failed", failed);
    row.put("MB of heap, after a collection", server.liveHeapBytes() / 1e6);
    row.put("MB resident (RSS)", server.residentBytes() / 1e6);
    row.put("threads", server.threads());
    row.put("file handles", server.fileHandles());
    row.put("MB on the disk", server.data().bytes() / 1e6);
    return row;
  }

  private static void print(int minute, Map<String, Double> row) {
    if (minute == 1) {
      System.out.println("  minute  " + String.join(" | ", row.keySet()));
    }
    StringBuilder line = new StringBuilder("  %6d".formatted(minute));
    row.values().forEach(value -> line.append("%9.1f".formatted(value)));
    System.out.println(line);
  }

  private static void compare(Map<String, List<Double>> rows, Figures figures) {
    rows.forEach(
        (name, values) -> {
          int quarter = Math.max(1, values.size() / 4);
          double early =
              Figures.median(
                  values.subList(
                      Math.min(quarter, values.size() - quarter),
                      Math.min(2 * quarter, values.size())));
          double late = Figures.median(values.subList(values.size() - quarter, values.size()));
          figures.add(name + ": second quarter", early);
          figures.add(name + ": last quarter", late);
        });
  }
}
