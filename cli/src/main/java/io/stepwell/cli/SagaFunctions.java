package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.cli.QuickstartCommand.Language;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The three functions of the example, deployed over the Lambda API: made when they are missing,
/// replaced when their code or language is another.
final class SagaFunctions {
  static final List<String> NAMES = List.of("CreateUser", "PlaceOrder", "SendNotification");

  private final ApiClient client;
  private final Path sources;
  private final Path state;
  private final Language language;

  /// @param example the example's directory
  /// @param state where the functions keep what they know: users, orders
  SagaFunctions(ApiClient client, Path example, Path state, Language language) {
    this.client = client;
    this.sources =
        example.resolve(language == Language.JAVA ? "functions/java" : "functions/python");
    this.state = state;
    this.language = language;
  }

  void deploy() throws RefusedException {
    SourcePackage files = files();
    Map<String, String> environment = Map.of("ORDER_SAGA_DATA", state.toAbsolutePath().toString());
    for (String name : NAMES) {
      new FunctionSource(name, runtime(), handler(name), environment, files).deploy(client);
    }
  }

  private SourcePackage files() {
    try {
      return SourcePackage.of(sources);
    } catch (UncheckedIOException e) {
      throw new CliException(CliException.FAILED, "the example's functions cannot be read: " + e);
    }
  }

  private String runtime() {
    return language == Language.JAVA ? FunctionSource.JAVA : FunctionSource.PYTHON;
  }

  /// `CreateUser`, or `create_user.handler`.
  private String handler(String name) {
    return language == Language.JAVA
        ? name
        : name.replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT) + ".handler";
  }
}
