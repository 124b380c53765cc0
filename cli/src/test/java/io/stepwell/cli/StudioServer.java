package io.stepwell.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.cli.QuickstartCommand.Language;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.server.Configuration;
import io.stepwell.server.Setting;
import io.stepwell.server.SettingsFile;
import io.stepwell.server.StepwellServer;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A server for the Studio's tests in a browser, on disk: it has the order saga with its functions,
/// and the execution `damaged` of the machine `Damaged`, whose history a bad disk has changed.
///
/// Beside it listens a port of its own on which a test has it restarted: `POST /restart`, and another
/// server, empty, that asks who its callers are: the keys ADMIN and VIEWER have the secret
/// `secret-of-the-tests`. A folder is deployed to it as `stepwell dev` does. To try the Studio by hand: `main PORT DIRECTORY`.
final class StudioServer implements AutoCloseable {
  private static final String WAITS =
      "{\"StartAt\":\"Wait\",\"States\":{\"Wait\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

  private final Path directory;
  private final StepwellServer guarded;
  private final ReentrantLock lock = new ReentrantLock();
  private final HttpServer control;
  private StepwellServer server;
  private Thread dev;

  private StudioServer(Path directory, StepwellServer server) throws IOException {
    this.directory = directory;
    this.server = server;
    dev = develop(server, folder());
    guarded = startGuarded(directory);
    control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    control.createContext(
        "/restart",
        exchange -> {
          restart();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    control.start();
  }

  /// @param port 0 for any
  /// @param root of the repository
  static StudioServer open(int port, Path directory, Path root)
      throws IOException, RefusedException, InterruptedException {
    Path data = directory.resolve("data");
    if (!Files.exists(data)) {
      try (StepwellServer first = start(0, data)) {
        startDamaged(new ApiClient(first.url()));
      }
      damage(data);
    }
    StudioServer studio = new StudioServer(directory, start(port, data));
    ApiClient client = new ApiClient(studio.url());
    Path example = root.resolve("examples/order-saga");
    new SagaFunctions(client, example, directory.resolve("saga"), Language.JAVA).deploy();
    new StateMachines(client)
        .deploy("OrderSaga", Files.readString(example.resolve("order-saga.asl.json")));
    return studio;
  }

  /// Deploys a folder as `stepwell dev` does.
  private static Thread develop(StepwellServer server, Path folder) throws IOException {
    Files.createDirectories(folder);
    Console silent = Console.to(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                DevCommand.serve(server, folder, silent);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the server is restarted, or closed
              }
            });
  }

  private static StepwellServer start(int port, Path data) {
    Map<Setting, String> flags =
        Map.of(Setting.PORT, Integer.toString(port), Setting.DATA, data.toString());
    return StepwellServer.start(
        Configuration.of(flags, Map.of(), SettingsFile.none()),
        failure -> {
          throw new IllegalStateException(failure);
        });
  }

  private static StepwellServer startGuarded(Path directory) throws IOException {
    Files.writeString(directory.resolve("secret"), "secret-of-the-tests");
    Path settings = directory.resolve("guarded.yaml");
    Files.writeString(
        settings,
        """
        auth: sigv4
        memory: true
        port: 0
        keys:
          - {accessKeyId: ADMIN, secret: {file: secret}}
          - {accessKeyId: VIEWER, secret: {file: secret}, role: viewer}
        """);
    return StepwellServer.start(
        Configuration.of(Map.of(), Map.of(), SettingsFile.read(settings)),
        failure -> {
          throw new IllegalStateException(failure);
        });
  }

  private static void startDamaged(ApiClient client) throws RefusedException {
    new StateMachines(client).deploy("Damaged", WAITS);
    String machine = new StateMachines(client).find("Damaged");
    client.states("StartExecution", Map.of("stateMachineArn", machine, "name", "damaged"));
  }

  /// Changes a byte of each stored segment; there is one execution.
  private static void damage(Path data) throws InterruptedException {
    try (RocksDbStore store = RocksDbStore.open(data, Tables.ALL, _ -> {})) {
      for (int partition = 0; partition < Tables.EXPRESS_PARTITION; partition++) {
        if (damage(store, partition)) {
          return;
        }
      }
      throw new IllegalStateException("there is no history to damage");
    }
  }

  private static boolean damage(RocksDbStore store, int partition) throws InterruptedException {
    byte[] key = null;
    byte[] value = null;
    try (Cursor cursor =
        store.scan(partition, Tables.SEGMENTS, new byte[0], Tables.lastKey(), false)) {
      if (cursor.next()) {
        key = cursor.key();
        value = cursor.value().clone();
      }
    }
    if (key == null || value == null) {
      return false;
    }
    value[value.length / 2] ^= 1;
    Batch batch = new Batch(store.lease(partition));
    batch.put(Tables.SEGMENTS, key, value);
    store.append(batch).await();
    return true;
  }

  String url() {
    lock.lock();
    try {
      return server.url();
    } finally {
      lock.unlock();
    }
  }

  /// Where `POST /restart` is.
  String control() {
    return "http://127.0.0.1:" + control.getAddress().getPort();
  }

  /// What is saved here is deployed.
  Path folder() {
    return directory.resolve("folder").toAbsolutePath();
  }

  /// The server that asks who its callers are.
  String guarded() {
    return guarded.url();
  }

  private void restart() {
    lock.lock();
    try {
      int port = URI.create(server.url()).getPort();
      dev.interrupt();
      server.close();
      server = start(port, directory.resolve("data"));
      dev = develop(server, folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    control.stop(0);
    guarded.close();
    lock.lock();
    try {
      dev.interrupt();
      server.close();
    } finally {
      lock.unlock();
    }
  }

  /// Serves until the process is ended.
  static void main(String[] arguments) throws Exception {
    try (StudioServer studio =
        open(Integer.parseInt(arguments[0]), Path.of(arguments[1]), Path.of("."))) {
      System.out.printf(
          "STEPWELL_URL=%s STUDIO_CONTROL=%s STUDIO_GUARDED=%s STUDIO_FOLDER=%s%n",
          studio.url(), studio.control(), studio.guarded(), studio.folder());
      Thread.currentThread().join();
    }
  }
}
