package io.stepwell.cli;

import io.stepwell.server.Configuration;
import io.stepwell.server.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stepwell config`.
@Command(
    name = "config",
    description = "Shows the settings in effect and where each comes from.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    show(options.configuration(), Console.standard());
    return 0;
  }

  static void show(Configuration configuration, Console console) {
    for (Setting setting : Setting.values()) {
      Configuration.Value value = configuration.value(setting);
      console.line(
          "%-15s %-22s %-24s %s"
              .formatted(
                  setting.key(),
                  value.text().isEmpty() ? "-" : value.text(),
                  value.origin(),
                  console.coloured(Console.Colour.DIM, setting.purpose())));
    }
    configuration
        .functions()
        .forEach(
            (name, service) ->
                console.line("function        %-22s %s".formatted(name, service.url())));
    configuration
        .endpointUrls()
        .forEach((name, url) -> console.line("endpoint        %-22s %s".formatted(name, url)));
    configuration
        .keyRoles()
        .forEach((id, role) -> console.line("key             %-22s %s".formatted(id, role)));
    configuration
        .connections()
        .forEach((name, kind) -> console.line("connection      %-22s %s".formatted(name, kind)));
  }
}
