package io.stepwell.functions;

import io.stepwell.functions.host.Answer;
import io.stepwell.functions.host.Call;
import io.stepwell.functions.host.Deployment;
import io.stepwell.functions.host.FunctionHost;
import io.stepwell.functions.host.Outcome;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Functions deployed here: create, change, look at, invoke, delete.
///
/// Every method takes a function as the Lambda API does (name, partial ARN, ARN) and refuses with
/// [FunctionException]. A change is durable before its method returns. Safe for many threads.
///
/// One instance owns its data directory: opening it ends the workers that a killed predecessor left
/// behind.
public final class Functions implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 6 * 1024 * 1024;

  private final FunctionSettings settings;
  private final FunctionStore store;
  private final Clock clock;
  private final FunctionHost host;
  private final CodeStorage code;
  private final EventQueue events;
  private final Lookup lookup;
  private final Layers layers;
  private final Versions versions;
  private final Aliases aliases;
  private final ReentrantLock changes = new ReentrantLock();

  private Functions(FunctionSettings settings, FunctionStore store, Clock clock)
      throws IOException {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    host = FunctionHost.open(settings.host());
    code = new CodeStorage(store, host);
    lookup = new Lookup(store, new Arns(settings.region(), settings.account()));
    layers = new Layers(settings.layers());
    versions = new Versions(store, lookup, code, host, changes);
    aliases = new Aliases(store, lookup, changes);
    code.forgetUnused();
    events =
        EventQueue.open(
            settings.host().directory().resolve("events"),
            EventQueue.RETRIES,
            EventQueue.Room.STANDARD,
            this::invoke,
            clock);
  }

  /// Opens the functions of a store.
  ///
  /// @throws UncheckedIOException when the data directory cannot be used
  public static Functions open(FunctionSettings settings, FunctionStore store, Clock clock) {
    try {
      return new Functions(settings, store, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deploys a new function.
  public FunctionConfiguration create(CreateFunction request) {
    String name = ownName(request.name());
    Requirements.check(request);
    requireRuntime(request.runtime());
    layers.require(request.layers());
    changes.lock();
    try {
      if (store.find(name).isPresent()) {
        throw FunctionException.exists(name);
      }
      code.keep(request.runtime(), request.zip());
      FunctionConfiguration function =
          new FunctionConfiguration(
              name,
              lookup.arns().of(name),
              FunctionReference.LATEST,
              request.runtime(),
              request.role(),
              request.handler(),
              request.description(),
              request.timeoutSeconds(),
              request.memorySizeMegabytes(),
              request.environment(),
              request.tags(),
              request.architectures(),
              request.layers(),
              request.zip().size(),
              request.zip().sha256(),
              clock.instant(),
              UUID.randomUUID().toString());
      store.save(function);
      return request.publish()
          ? versions.publish(function, null).withArn(function.arn())
          : function;
    } finally {
      changes.unlock();
    }
  }

  /// Replaces a function's code. Calls that are running end on the old one.
  public FunctionConfiguration updateCode(String function, CodeZip zip) {
    return updateCode(function, new UpdateCode(zip, false, false, null));
  }

  /// Replaces a function's code, as a client of the API asks for it.
  public FunctionConfiguration updateCode(String function, UpdateCode request) {
    changes.lock();
    try {
      FunctionConfiguration old = lookup.latest(function);
      requireRevision(request.revisionId(), old);
      FunctionConfiguration changed = Changes.code(old, request.zip(), clock.instant());
      if (request.dryRun()) {
        return changed;
      }
      code.keep(old.runtime(), request.zip());
      replace(old, changed);
      return request.publish() ? versions.publish(changed, null) : changed;
    } finally {
      changes.unlock();
    }
  }

  /// Changes a function's settings. Calls that are running keep the old ones.
  public FunctionConfiguration updateConfiguration(String function, UpdateFunction request) {
    changes.lock();
    try {
      FunctionConfiguration old = lookup.latest(function);
      requireRevision(request.revisionId(), old);
      FunctionConfiguration changed = Changes.settings(old, request, clock.instant());
      Requirements.check(changed);
      layers.require(changed.layers());
      if (!changed.runtime().equals(old.runtime())) {
        requireRuntime(changed.runtime());
        code.prepare(changed);
      }
      return replace(old, changed);
    } finally {
      changes.unlock();
    }
  }

  private FunctionConfiguration replace(FunctionConfiguration old, FunctionConfiguration changed) {
    store.save(changed);
    host.retire(old.name(), old.revisionId());
    code.forget(old);
    return changed;
  }

  /// A function's configuration.
  public FunctionConfiguration get(String function) {
    return get(function, null);
  }

  /// The configuration of a version.
  ///
  /// @param qualifier a version or alias that was given beside the name
  public FunctionConfiguration get(String function, @Nullable String qualifier) {
    return lookup.qualified(function, qualifier);
  }

  public Versions versions() {
    return versions;
  }

  public Aliases aliases() {
    return aliases;
  }

  /// The zip that was uploaded last.
  public byte[] code(String function) {
    return code.zip(get(function));
  }

  /// The files of the zip that was uploaded last.
  public SourceFiles source(String function) {
    FunctionConfiguration found = get(function);
    try {
      return SourceFiles.of(code.zip(found));
    } catch (IOException e) {
      throw FunctionException.service(
          "The code of function %s cannot be read: %s".formatted(found.name(), e.getMessage()));
    }
  }

  /// All functions, by name.
  public List<FunctionConfiguration> list() {
    return store.all();
  }

  /// Deletes one version of a function.
  ///
  /// @param qualifier its number, when it is given beside the name; null deletes the whole function,
  ///     unless the name has one
  public void delete(String function, @Nullable String qualifier) {
    FunctionReference reference = FunctionReference.parse(function).qualified(qualifier);
    String version = reference.qualifier();
    if (version == null) {
      delete(function);
      return;
    }
    changes.lock();
    try {
      versions.delete(lookup.latest(lookup.arns().of(reference, null)), version);
    } finally {
      changes.unlock();
    }
  }

  /// Deletes a function with its versions, aliases, code and logs. Calls that are running still end.
  public void delete(String function) {
    changes.lock();
    try {
      FunctionConfiguration gone = lookup.latest(function);
      List<FunctionConfiguration> published = store.versions(gone.name());
      store.delete(gone.name());
      host.retire(gone.name(), null);
      host.forgetLog(gone.name());
      code.forget(gone);
      published.forEach(code::forget);
    } finally {
      changes.unlock();
    }
  }

  /// Calls a function and waits for its end. When the thread is interrupted the worker is killed.
  public Invocation invoke(InvokeFunction request) throws InterruptedException {
    FunctionConfiguration function = lookup.called(request);
    Payload payload = checked(request.payload());
    Answer answer =
        host.invoke(
            deployment(function),
            new Call(
                request.requestId(),
                function.arn(),
                payload,
                timeout(function, request),
                request.traceHeader(),
                request.clientContext()));
    String version = function.version();
    return switch (answer.outcome()) {
      case Outcome.Returned returned ->
          new Invocation(returned.payload(), null, version, answer.logTail());
      case Outcome.Failed failed ->
          new Invocation(failed.document(), Invocation.UNHANDLED, version, answer.logTail());
      case Outcome.Unavailable unavailable -> throw FunctionException.service(unavailable.reason());
    };
  }

  /// Takes a call that nobody waits for. It is durable when this returns, is made in the background,
  /// and twice again if the function fails.
  public void invokeLater(InvokeFunction request) {
    var _ = lookup.called(request);
    var _ = checked(request.payload());
    events.accept(request);
  }

  /// The end of a function's log: what its workers wrote, with START, END and REPORT lines.
  public String logs(String function, int maxBytes) {
    return host.log(lookup.latest(function).name(), maxBytes);
  }

  /// A part of a function's log.
  ///
  /// @param after where the next part begins
  /// @param cut whether something before it was left out, or is lost
  public record LogPart(String text, String after, boolean cut) {}

  /// What a function's log has since an earlier part, at most the last bytes of it.
  ///
  /// @param after what the earlier part said; null for the end of the log
  public LogPart logs(String function, @Nullable String after, int maxBytes) {
    io.stepwell.functions.host.LogPart part =
        host.log(lookup.latest(function).name(), after, maxBytes);
    return new LogPart(part.text(), part.place(), part.cut());
  }

  /// From now on no call that nobody waits for is begun. They are kept for the next server.
  public void drain() {
    events.hold();
  }

  /// How many calls that nobody waits for are being made now.
  public int eventsUnderWay() {
    return events.underWay();
  }

  /// Ends all workers.
  @Override
  public void close() {
    events.close();
    host.close();
  }

  private Deployment deployment(FunctionConfiguration function) {
    return new Deployment(
        function.name(),
        function.version(),
        function.revisionId(),
        function.runtime(),
        function.handler(),
        function.timeoutSeconds(),
        function.memorySizeMegabytes(),
        function.environment(),
        new Deployment.Code() {
          @Override
          public Path directory() throws IOException {
            return code.unpacked(function);
          }

          @Override
          public List<Path> layers() {
            return layers.folders(function.layers());
          }
        });
  }

  private static Duration timeout(FunctionConfiguration function, InvokeFunction request) {
    Duration own = Duration.ofSeconds(function.timeoutSeconds());
    Duration caller = request.timeout();
    return caller == null || caller.compareTo(own) > 0 ? own : caller;
  }

  private static Payload checked(Payload payload) {
    if (payload.size() > MAX_REQUEST_BYTES) {
      throw new FunctionException(
          "RequestTooLargeException",
          413,
          "Request must be smaller than %d bytes for the InvokeFunction operation"
              .formatted(MAX_REQUEST_BYTES));
    }
    if (payload.size() == 0) {
      return Payload.EMPTY_OBJECT;
    }
    try {
      Json.check(payload.text());
      return payload;
    } catch (JsonException e) {
      throw new FunctionException(
          "InvalidRequestContentException",
          400,
          "Could not parse request body into json: " + e.message());
    }
  }

  private static void requireRevision(@Nullable String wanted, FunctionConfiguration function) {
    if (wanted != null && !wanted.equals(function.revisionId())) {
      throw FunctionException.revision();
    }
  }

  private String ownName(String text) {
    FunctionReference reference = FunctionReference.parse(text);
    if (reference.qualifier() != null
        || !lookup.arns().isHere(reference)
        || reference.name().length() > 64) {
      throw FunctionException.invalid(
          "'%s' cannot be created: a function's name has up to 64 letters, digits, '-' and '_'; an ARN must be of region %s and account %s and have no qualifier"
              .formatted(text, settings.region(), settings.account()));
    }
    return reference.name();
  }

  private void requireRuntime(String runtime) {
    host.missing(runtime)
        .ifPresent(
            reason -> {
              throw FunctionException.invalid(reason);
            });
  }
}
