package io.stepwell.functions.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Runs a Java function: asks the Runtime API for calls and posts what came of them.
///
/// Started by the server with a pipe as standard input; when the pipe closes, the server is gone and
/// this process ends with all processes that it started.
final class Bootstrap {
  private final RuntimeClient api;

  private Bootstrap(RuntimeClient api) {
    this.api = api;
  }

  public static void main(String[] arguments) throws IOException {
    InputStream pipe = System.in;
    System.setIn(InputStream.nullInputStream());
    Thread.ofPlatform().daemon().name("server-watch").start(() -> endWithServer(pipe));
    Bootstrap bootstrap = new Bootstrap(new RuntimeClient(variable("AWS_LAMBDA_RUNTIME_API")));
    try {
      Handler handler =
          Handler.load(variable("_HANDLER"), Path.of(variable("LAMBDA_TASK_ROOT")), layers());
      bootstrap.serve(handler);
    } catch (FunctionError e) {
      bootstrap.reportInit(e);
      System.exit(1);
    }
  }

  static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException("the server did not set " + name);
    }
    return value;
  }

  private static List<Path> layers() {
    String layers = System.getenv("LAMBDA_LAYERS");
    return layers == null ? List.of() : Arrays.stream(layers.split(":")).map(Path::of).toList();
  }

  private void serve(Handler handler) throws IOException {
    for (RuntimeClient.Next next = api.next(); next != null; next = api.next()) {
      Context context = new Context(next);
      try {
        byte[] result = handler.call(next.event(), context);
        System.out.flush();
        api.post("invocation/" + next.requestId() + "/response", result);
      } catch (FunctionError e) {
        print(e);
        api.post("invocation/" + next.requestId() + "/error", e.document());
      }
    }
  }

  private void reportInit(FunctionError error) throws IOException {
    print(error);
    api.post("init/error", error.document());
  }

  private static void print(FunctionError error) {
    System.out.println(new String(error.document(), StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static void endWithServer(InputStream pipe) {
    try {
      while (pipe.read() >= 0) {
        // nothing is ever sent
      }
    } catch (IOException e) {
      // as good as closed
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(0);
  }
}
