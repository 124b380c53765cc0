package io.stepwell.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Whether a step costs the same in a large execution as in a small one: CPU time per unit.
final class Growth implements Benchmark {
  static final Growth STATES =
      new Growth("states", n -> Workload.pipeline("W1", false, n, 16), 10, 100, 1_000);
  static final Growth ITEMS = new Growth("items", Workload::fanOut, 100, 1_000, 5_000);

  private final String what;
  private final IntFunction<Workload> workload;
  private final int[] sizes;

  private Growth(String what, IntFunction<Workload> workload, int... sizes) {
    this.what = what;
    this.workload = workload;
    this.sizes = sizes;
  }

  @Override
  public Round prepare(Subject subject, Options options) throws IOException, InterruptedException {
    Server server = subject.server("");
    List<String> machines = new ArrayList<>();
    try (Api api = new Api(server.endpoint())) {
      for (int size : sizes) {
        Workload sized = workload.apply(size);
        machines.add(api.machine("bench-" + what + size, false, sized.definition()));
      }
      for (int i = sizes.length - 1; i >= 0; i--) {
        load(server, i, machines.get(i), options.warmUpSeconds() / 2 + 1);
      }
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
    return new Round() {
      @Override
      public void measure(Figures figures) throws IOException, InterruptedException {
        for (int i = 0; i < sizes.length; i++) {
          Load load = load(server, i, machines.get(i), options.seconds());
          figures.add(
              "CPU µs per unit, %,d %s".formatted(sizes[i], what), load.serverMicros() / sizes[i]);
        }
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }

  private Load load(Server server, int index, String machine, int seconds)
      throws IOException, InterruptedException {
    Workload sized = workload.apply(sizes[index]);
    return Load.during(
        server, sized.clients(), seconds, () -> new Executions(server.endpoint(), sized, machine));
  }
}
