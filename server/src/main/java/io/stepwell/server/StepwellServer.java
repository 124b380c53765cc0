package io.stepwell.server;

import io.stepwell.api.Faces;
import io.stepwell.api.auth.Authentication;
import io.stepwell.api.auth.KeyAuthentication;
import io.stepwell.api.auth.Sessions;
import io.stepwell.api.auth.SignIn;
import io.stepwell.api.auth.Signatures;
import io.stepwell.api.console.Backups;
import io.stepwell.api.console.Console;
import io.stepwell.api.console.LiveNotices;
import io.stepwell.api.http.Handler;
import io.stepwell.api.http.HttpServer;
import io.stepwell.api.http.Reply;
import io.stepwell.functions.DirectoryFunctionStore;
import io.stepwell.functions.FunctionSettings;
import io.stepwell.functions.Functions;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.node.LocalOrchestrator;
import io.stepwell.runtime.node.Orchestrators;
import io.stepwell.runtime.node.Settings;
import io.stepwell.server.backup.Backup;
import io.stepwell.server.observe.Observation;
import io.stepwell.store.StoreException;
import io.stepwell.store.rocksdb.RocksDbStore;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.http.ApiGatewayTask;
import io.stepwell.tasks.http.HttpClient;
import io.stepwell.tasks.http.HttpTask;
import io.stepwell.tasks.lambda.LambdaTasks;
import io.stepwell.tasks.remote.RemoteServices;
import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.states.StatesTasks;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Stepwell: store, orchestrator, functions, and the HTTP port in front of them.
///
/// ```java
/// try (StepwellServer server = StepwellServer.embedded()) {
///   // any AWS client, with server.url() as its endpoint
/// }
/// ```
///
/// Started in this order, ended in the reverse one: store (which locks the data directory), port
/// (so that a taken one is told before anything is recovered), functions, orchestrator. Until all of
/// it runs the port answers 503.
public final class StepwellServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepwellServer.class);
  private static final Handler STARTING =
      request ->
          Reply.refused(
              503, "ServiceUnavailable", "Stepwell is starting; /healthz tells when it is ready");

  private final Configuration configuration;
  private final Parts parts;
  private final HttpServer http;
  private final LocalOrchestrator orchestrator;
  private final Faces faces;
  private final Console console;
  private final Draining draining;

  private volatile boolean closed;

  private StepwellServer(
      Configuration configuration,
      Parts parts,
      HttpServer http,
      LocalOrchestrator orchestrator,
      Faces faces,
      Console console,
      Functions functions) {
    this.configuration = configuration;
    this.parts = parts;
    this.http = http;
    this.orchestrator = orchestrator;
    this.faces = faces;
    this.console = console;
    draining = new Draining(faces, http, functions, orchestrator);
  }

  /// Starts a server and returns when it is ready.
  ///
  /// @param onFatal told once when the server cannot go on, because its store has failed
  /// @throws StartupException when it cannot start, with a sentence that says why
  public static StepwellServer start(Configuration configuration, Consumer<Throwable> onFatal) {
    Parts parts = new Parts();
    try {
      return start(configuration, onFatal, parts);
    } catch (StoreException e) { // damage that shows when what is stored is read
      parts.close();
      throw new StartupException(String.valueOf(e.getMessage()), 1);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// A server of its own within this process: it keeps nothing, and listens on any free port.
  public static StepwellServer embedded() {
    Map<Setting, String> flags = Map.of(Setting.PORT, "0", Setting.MEMORY, "true");
    return start(
        Configuration.of(flags, Map.of(), SettingsFile.none()),
        failure -> LOG.error("The embedded server has failed", failure));
  }

  private static StepwellServer start(
      Configuration configuration, Consumer<Throwable> onFatal, Parts parts) {
    Storage storage = Storage.open(configuration, onFatal, parts);
    Doorway doorway = new Doorway();
    HttpServer http = listen(configuration, doorway, parts);
    String url = url(configuration, http);
    storage.announce(url);
    Functions functions = functions(configuration, storage.directory(), url, parts);
    HttpClient client = parts.add(new HttpClient());
    RemoteServices remote = Resolution.remote(configuration, parts);
    FunctionInvoker invoker =
        new FunctionInvoker(
            functions, client, configuration.functions(), new RemoteFunctions(remote));
    OwnStepFunctions own = new OwnStepFunctions();
    ServiceEndpoints endpoints = configuration.endpoints();
    List<TaskHandlers> local =
        new ArrayList<>(
            List.of(
                new LambdaTasks(invoker, Clock.systemUTC()),
                new StatesTasks(own, Clock.systemUTC()),
                new HttpTask(client, configuration.httpTasks()),
                new ApiGatewayTask(client, configuration.httpTasks().allowed(), endpoints)));
    local.addAll(LocalJobs.of(configuration, storage.directory(), url, remote, parts));
    Resolution handlers = new Resolution(local, endpoints, remote);
    LiveNotices live = new LiveNotices(System::currentTimeMillis);
    Observing observing = Observing.of(configuration, storage.directory(), client, live, parts);
    Observation observation = observing.observation();
    LocalOrchestrator orchestrator =
        parts.add(
            Orchestrators.open(
                Settings.of(storage.store(), handlers, onFatal)
                    .withRetention(configuration.retention())
                    .withObserver(observation)
                    .withObjects(
                        Buckets.of(
                            configuration.buckets(storage.directory()),
                            handlers,
                            configuration.region()))));
    Console console =
        new Console(
            about(configuration),
            orchestrator,
            orchestrator.overview(),
            orchestrator.schedules(),
            functions,
            live,
            System::currentTimeMillis);
    if (storage.store() instanceof RocksDbStore disk) {
      console.backUp(directory -> backUp(disk, storage.directory(), directory));
    }
    Faces faces =
        new Faces(
            faces(configuration),
            orchestrator,
            orchestrator.schedules(),
            functions,
            console,
            live,
            observing.groups(),
            observation::writeMetrics);
    own.open(orchestrator, faces.states());
    orchestrator
        .schedules()
        .fromFile(account(configuration), configuration.schedules(account(configuration)));
    observation.begin(orchestrator, storage.store());
    doorway.handler = faces;
    faces.ready(true);
    LOG.info("ready at {}, data in {}", url, storage.directory());
    return new StepwellServer(configuration, parts, http, orchestrator, faces, console, functions);
  }

  /// What the port leads to; it is bound before that is there.
  private static final class Doorway implements Handler {
    private volatile Handler handler = STARTING;

    @Override
    public Reply handle(io.stepwell.api.http.Request request) throws InterruptedException {
      return handler.handle(request);
    }
  }

  private static HttpServer listen(Configuration configuration, Handler handler, Parts parts) {
    String host = configuration.host();
    try {
      return parts.add(HttpServer.start(host, configuration.port(), configuration.tls(), handler));
    } catch (BindException e) {
      throw new StartupException(
          "Port %d is taken%s. Another one can be given with --port"
              .formatted(configuration.port(), PortHolder.describe(configuration.port())),
          1);
    } catch (IOException e) {
      throw new StartupException(
          "The address '%s' cannot be listened on: %s".formatted(host, e.getMessage()), 1);
    }
  }

  private static Functions functions(
      Configuration configuration, Path directory, String url, Parts parts) {
    Path below = directory.resolve("functions");
    FunctionSettings settings =
        FunctionSettings.of(
            below,
            configuration.layers(directory),
            configuration.region(),
            configuration.account(),
            Map.of("AWS_ENDPOINT_URL_SFN", url, "AWS_ENDPOINT_URL_LAMBDA", url));
    return parts.add(
        Functions.open(settings, new DirectoryFunctionStore(below), Clock.systemUTC()));
  }

  private static Backups.Taken backUp(RocksDbStore store, Path data, String directory)
      throws IOException {
    Path target = Path.of(directory);
    if (!target.isAbsolute()) {
      throw new IOException("'%s' is no absolute path".formatted(directory));
    }
    Backup.Taken taken = Backup.take(store, data, target, version());
    LOG.info("backed up to {}: {} files, {} bytes", target, taken.files(), taken.bytes());
    return new Backups.Taken(
        target.toString(), taken.files(), taken.bytes(), taken.takenAt().toEpochMilli());
  }

  private static String version() {
    String version = StepwellServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static Console.About about(Configuration configuration) {
    return new Console.About(
        version(),
        configuration.asks(),
        configuration.memory()
            ? null
            : configuration.data().toAbsolutePath().normalize().toString(),
        System.currentTimeMillis());
  }

  private static Account account(Configuration configuration) {
    return new Account("aws", configuration.region(), configuration.account());
  }

  private static Faces.Settings faces(Configuration configuration) {
    InstantSource clock = InstantSource.system();
    Sessions sessions = new Sessions(clock);
    Signatures keys = configuration.asks() ? new Signatures(configuration.keys(), clock) : null;
    return new Faces.Settings(
        account(configuration),
        configuration.regionFixed(),
        configuration.hosts(),
        keys == null ? Authentication.NONE : new KeyAuthentication(keys, sessions, clock),
        new SignIn(keys, sessions, configuration.tls() != null, clock));
  }

  private static String url(Configuration configuration, HttpServer http) {
    String host = configuration.host();
    boolean named = !host.equals("127.0.0.1") && !host.equals("0.0.0.0") && !host.equals("::");
    String shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "%s://%s:%d"
        .formatted(
            configuration.tls() == null ? "http" : "https",
            named ? shown : "localhost",
            http.port());
  }

  /// Where clients reach it: the endpoint to give to an AWS client.
  public String url() {
    return url(configuration, http);
  }

  public int port() {
    return http.port();
  }

  /// The orchestrator itself, for those in the same process.
  public Orchestrator orchestrator() {
    return orchestrator;
  }

  /// From now on the Studio edits machines in the files that they come from.
  public void edit(EditedFiles files) {
    console.edit(files);
  }

  public Configuration configuration() {
    return configuration;
  }

  /// Prepares for [#close], as long as the setting `shutdown.drain` allows: nothing new is begun, `/healthz`
  /// says so, and what is in flight may come to its end.
  ///
  /// @param tell takes a sentence for each phase
  public void drain(Consumer<String> tell) throws InterruptedException {
    draining.await(
        configuration.drain(),
        sentence -> {
          LOG.info("{}", sentence);
          tell.accept(sentence);
        });
  }

  /// Ends it: no new requests, what is running stays on disk and goes on at the next start.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      faces.ready(false);
      parts.close();
      LOG.info("stopped");
    }
  }
}
