package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepwellServerTest {
  private static final String WAIT =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":600,\"End\":true}}}";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private Configuration configuration(int port) {
    return Configuration.of(
        Map.of(Setting.PORT, Integer.toString(port), Setting.DATA, directory.toString()),
        Map.of(),
        SettingsFile.none());
  }

  private StepwellServer start() {
    return StepwellServer.start(configuration(0), failure -> {});
  }

  private static String machine(Orchestrator orchestrator) {
    return orchestrator
        .createStateMachine(
            Account.DEFAULT,
            new Orchestrator.CreateStateMachine(
                "waits",
                WAIT,
                "arn:aws:iam::123456789012:role/x",
                Orchestrator.Type.STANDARD,
                null,
                null,
                null,
                Map.of(),
                false,
                null))
        .arn();
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() {
    String execution;
    try (StepwellServer server = start()) {
      Orchestrator orchestrator = server.orchestrator();
      execution =
          orchestrator
              .startExecution(Account.DEFAULT, machine(orchestrator), "e", "{\"a\":1}", null)
              .executionArn();
    }
    try (StepwellServer server = start()) {
      Orchestrator orchestrator = server.orchestrator();
      Orchestrator.Execution found = orchestrator.describeExecution(Account.DEFAULT, execution);
      assertThat(found.status()).isEqualTo(ExecutionStatus.RUNNING);
      assertThat(found.input()).isEqualTo(Payload.ofText("{\"a\":1}"));
      orchestrator.stopExecution(Account.DEFAULT, execution, new ErrorOutput("Enough", null));
      assertThat(orchestrator.describeExecution(Account.DEFAULT, execution).status())
          .isEqualTo(ExecutionStatus.ABORTED);
    }
  }

  @Test
  void aDirectoryInUseIsToldWithPidAndUrl() {
    try (StepwellServer server = start()) {
      assertThatThrownBy(this::start)
          .asInstanceOf(type(StartupException.class))
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(3))
          .extracting(StartupException::message)
          .asString()
          .contains("already running", "pid " + ProcessHandle.current().pid(), server.url());
    }
    start().close(); // the failed attempt kept nothing open
  }

  @Test
  void aTakenPortIsToldWithTheFlagForAnother() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> StepwellServer.start(configuration(taken.getLocalPort()), failure -> {}))
          .asInstanceOf(type(StartupException.class))
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(1))
          .extracting(StartupException::message)
          .asString()
          .startsWith("Port " + taken.getLocalPort() + " is taken")
          .contains("--port");
    }
    start().close(); // the data directory was given back
  }

  @Test
  void aDirectoryThatCannotBeMadeIsTold() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    Configuration inFile =
        Configuration.of(
            Map.of(Setting.PORT, "0", Setting.DATA, file.resolve("data").toString()),
            Map.of(),
            SettingsFile.none());
    assertThatThrownBy(() -> StepwellServer.start(inFile, failure -> {}))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("--data");
  }

  @Test
  void anEmbeddedServerKeepsNothing() {
    try (StepwellServer server = StepwellServer.embedded()) {
      assertThat(server.url()).startsWith("http://localhost:");
      assertThat(machine(server.orchestrator())).endsWith(":waits");
    }
    try (StepwellServer server = StepwellServer.embedded()) {
      assertThat(server.orchestrator().listStateMachines(Account.DEFAULT, 10, null).items())
          .isEmpty();
    }
  }
}
