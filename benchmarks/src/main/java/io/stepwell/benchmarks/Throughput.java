package io.stepwell.benchmarks;

import java.io.IOException;

/// How much of a workload a server carries, from many clients or one.
final class Throughput implements Benchmark {
  private final Workload workload;

  private Throughput(Workload workload) {
    this.workload = workload;
  }

  static Throughput of(Workload workload) {
    return new Throughput(workload);
  }

  @Override
  public Round prepare(Subject subject, Options options) throws IOException, InterruptedException {
    Service service = new Service();
    Server server = subject.server(service.functions());
    try {
      Session session = new Session(server, service, options);
      session.load(options.warmUpSeconds());
      return session;
    } catch (IOException | InterruptedException e) {
      server.close();
      service.close();
      throw e;
    }
  }

  private final class Session implements Round {
    private final Server server;
    private final Service service;
    private final int seconds;
    private final int clients;
    private final String machine;

    Session(Server server, Service service, Options options) throws IOException {
      this.server = server;
      this.service = service;
      this.seconds = options.seconds();
      this.clients =
          workload.clients() > 1 && options.clients() > 0 ? options.clients() : workload.clients();
      try (Api api = new Api(server.endpoint())) {
        machine =
            api.machine("bench-" + workload.name(), workload.express(), workload.definition());
      }
    }

    Load load(int duration) throws IOException, InterruptedException {
      return Load.during(
          server, clients, duration, () -> new Executions(server.endpoint(), workload, machine));
    }

    @Override
    public void measure(Figures figures) throws IOException, InterruptedException {
      double syncs = server.metric("stepwell_store_syncs_total");
      Load load = load(seconds);
      double units = (double) load.done() * workload.units();
      String unit = workload.unit();
      figures.add("executions/s", load.perSecond());
      figures.add(unit + "s/s", units / load.seconds());
      figures.add(unit + "s per CPU second", units / load.serverCpu());
      figures.add("server CPU µs per execution", load.serverMicros());
      figures.add("ms, p50", load.millis(0.5));
      figures.add("ms, p99", load.millis(0.99));
      if (workload.units() >= 1000) {
        figures.add("s per 1,000 " + unit + "s", load.millis(0.5) / workload.units());
      }
      syncs = server.metric("stepwell_store_syncs_total") - syncs;
      if (syncs > 0 && !workload.express()) {
        figures.add("syncs per execution", syncs / load.done());
      }
      figures.add("driver CPU µs per execution", load.driverCpu() / load.done() * 1e6);
    }

    @Override
    public void close() {
      server.close();
      service.close();
    }
  }
}
