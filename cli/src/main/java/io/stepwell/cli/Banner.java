package io.stepwell.cli;

import io.stepwell.cli.Console.Colour;
import io.stepwell.server.Configuration;
import io.stepwell.server.StepwellServer;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// What a server says of itself when it is ready.
final class Banner {
  private final Console console;

  Banner(Console console) {
    this.console = console;
  }

  void show(StepwellServer server) {
    showServer(server);
    showClient(server);
  }

  /// Where it is, and what it keeps.
  void showServer(StepwellServer server) {
    Configuration configuration = server.configuration();
    long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    console.line(
        "%s  ready in %s s"
            .formatted(
                console.coloured(Colour.BOLD, "stepwell " + Version.text()),
                String.format(Locale.ROOT, "%.1f", millis / 1000.0)));
    console.line();
    row(
        "API",
        server.url(),
        "region %s, account %s".formatted(configuration.region(), configuration.account()));
    row("Studio", server.url() + "/", "");
    if (configuration.memory()) {
      row("Data", "in memory", "forgotten when the server ends");
    } else {
      row("Data", configuration.data().toString(), "kept; --memory to forget");
    }
    if (configuration.asks()) {
      row("Auth", "sigv4", "with a key of stepwell.yaml");
    } else {
      row("Auth", "off", "any AWS credentials work");
    }
    if (!configuration.functions().isEmpty()) {
      row("Mapped", String.join(", ", configuration.functions().keySet()), "functions behind URLs");
    }
  }

  /// How to talk to it.
  void showClient(StepwellServer server) {
    Configuration configuration = server.configuration();
    console.line();
    console.line(
        "  AWS CLI   aws stepfunctions list-state-machines --endpoint-url %s --region %s"
            .formatted(server.url(), configuration.region()));
  }

  /// A command that starts a machine that is there.
  void showTry(StepwellServer server, String machine) {
    console.line();
    console.line(
        "  Try       ./stepwell run %s --input '{}' --endpoint %s"
            .formatted(machine, server.url()));
  }

  void ready() {
    console.line(console.coloured(Colour.GREEN, "Ready."));
  }

  void row(String name, String value, String note) {
    console.line(
        "  %-9s %-28s %s"
            .formatted(name, value, console.coloured(Colour.DIM, note))
            .stripTrailing());
  }
}
