package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Starts the operating system's process of a worker.
///
/// It gets a clean environment: what is listed here, the host's variables for every worker, and the
/// function's own; nothing of the server's. Its working directory is its own, with links to the
/// function's files, so that a relative path reads what was deployed and writes what is private.
final class WorkerProcess {
  /// Ctrl-C reaches every process of a terminal. The server drains then, so a worker is not to end
  /// before the server does: it inherits that this signal is ignored.
  private static final List<String> UNINTERRUPTED =
      List.of("sh", "-c", "trap '' INT; exec \"$@\"", "worker");

  private final HostSettings settings;
  private final WorkerRecords records;

  WorkerProcess(HostSettings settings, WorkerRecords records) {
    this.settings = settings;
    this.records = records;
  }

  /// @param directory the worker's own, to be removed when it has ended
  record Started(Process process, Path directory, WorkerOutput output) {}

  Started start(Deployment deployment, LanguageRuntime runtime, RuntimeApi api) throws IOException {
    String workerId = UUID.randomUUID().toString();
    Path code = deployment.code().directory();
    Path directory = workingDirectory(workerId, code);
    try {
      return start(deployment, runtime, api, workerId, code, directory);
    } catch (IOException e) {
      Directories.delete(directory);
      throw e;
    }
  }

  private Started start(
      Deployment deployment,
      LanguageRuntime runtime,
      RuntimeApi api,
      String workerId,
      Path code,
      Path directory)
      throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    List<String> command =
        Stream.of(
                UNINTERRUPTED.stream(),
                runtime.command(deployment, code, temporary).stream(),
                Stream.of(workerId))
            .flatMap(part -> part)
            .toList();
    WorkerOutput output = WorkerOutput.open(directory);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.resolve("cwd").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.redirect());
    Map<String, String> environment = builder.environment();
    environment.clear();
    fill(environment, deployment, code, temporary, workerId);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.endpoint());
    LayerPaths.add(environment, deployment.code().layers());
    try {
      Process process = builder.start();
      records.add(process.pid(), workerId);
      return new Started(process, directory, output);
    } catch (IOException e) {
      output.discard();
      throw e;
    }
  }

  private Path workingDirectory(String workerId, Path code) throws IOException {
    Path directory = settings.directory().resolve("work").resolve(workerId);
    Path cwd = Files.createDirectories(directory.resolve("cwd"));
    try (Stream<Path> entries = Files.list(code)) {
      for (Path entry : entries.toList()) {
        Files.createSymbolicLink(cwd.resolve(entry.getFileName()), entry);
      }
    } catch (UnsupportedOperationException e) {
      // no links on this file system: functions find their files by LAMBDA_TASK_ROOT
    }
    return directory;
  }

  private void fill(
      Map<String, String> environment,
      Deployment deployment,
      Path code,
      Path temporary,
      String workerId) {
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("HOME", temporary.toString());
    environment.put("TMPDIR", temporary.toString());
    environment.put("AWS_DEFAULT_REGION", settings.region());
    environment.put("AWS_ACCESS_KEY_ID", "stepwell");
    environment.put("AWS_SECRET_ACCESS_KEY", "stepwell");
    environment.putAll(settings.environment());
    environment.putAll(deployment.environment());
    environment.put("AWS_REGION", settings.region());
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + deployment.runtime());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", deployment.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", deployment.version());
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(deployment.memoryMegabytes()));
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + deployment.name());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", workerId);
    environment.put("LAMBDA_TASK_ROOT", code.toString());
    environment.put("_HANDLER", deployment.handler());
  }
}
