package io.stepwell.server;

import io.stepwell.api.auth.AccessKey;
import io.stepwell.api.auth.RequestSigner;
import io.stepwell.api.auth.Role;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.partition.Retention;
import io.stepwell.runtime.schedule.Schedule;
import io.stepwell.server.observe.LogBounds;
import io.stepwell.server.observe.WebhookSignature;
import io.stepwell.tasks.batch.BatchJob;
import io.stepwell.tasks.glue.GlueJob;
import io.stepwell.tasks.http.Connection;
import io.stepwell.tasks.http.Connections;
import io.stepwell.tasks.http.HostRules;
import io.stepwell.tasks.http.HttpTask;
import io.stepwell.tasks.remote.ServiceEndpoints;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The settings of a server, each with its origin: flags win over variables, those over
/// `stepwell.yaml`, that over the defaults.
///
/// A configuration that exists is valid.
public final class Configuration {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,5})(ms|s|m)");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]");

  private final Map<Setting, Value> values;
  private final Map<String, MappedService> functions;
  private final List<Connection> connections;
  private final List<AccessKey> keys;
  private final WebhookSignature signature;
  private final ServiceEndpoints endpoints;
  private final BatchJob.Settings batch;
  private final GlueJob.Settings glue;
  private final ScheduleSection schedules;

  /// @param origin in words: `flag --port`, `variable STEPWELL_PORT`, a file, `default`
  public record Value(String text, String origin) {}

  private Configuration(
      Map<Setting, Value> values,
      Map<String, MappedService> functions,
      List<Connection> connections,
      List<AccessKey> keys,
      WebhookSignature signature,
      ServiceEndpoints endpoints,
      BatchJob.Settings batch,
      GlueJob.Settings glue,
      ScheduleSection schedules) {
    this.values = values;
    this.functions = functions;
    this.connections = connections;
    this.keys = keys;
    this.signature = signature;
    this.endpoints = endpoints;
    this.batch = batch;
    this.glue = glue;
    this.schedules = schedules;
  }

  /// Puts the sources together.
  ///
  /// @param flags those that were given
  /// @param environment of the process
  /// @throws ConfigurationException when a value cannot be used
  public static Configuration of(
      Map<Setting, String> flags, Map<String, String> environment, SettingsFile file) {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, value(setting, flags, environment, file));
    }
    Configuration configuration =
        new Configuration(
            values,
            file.functions(),
            ConnectionSection.read(file, environment),
            KeySection.read(
                file, environment, Objects.requireNonNull(values.get(Setting.ACCOUNT)).text()),
            new WebhookSignature(WebhookSecret.read(values, environment)),
            endpoints(values, environment, file),
            JobSections.batch(file, environment),
            JobSections.glue(file, environment),
            ScheduleSection.read(file, environment));
    configuration.check();
    return configuration;
  }

  private static Value value(
      Setting setting,
      Map<Setting, String> flags,
      Map<String, String> environment,
      SettingsFile file) {
    String flag = flags.get(setting);
    if (flag != null) {
      return new Value(flag, "flag " + setting.flag());
    }
    String variable = environment.get(setting.variable());
    if (variable != null && !variable.isEmpty()) {
      return new Value(variable, "variable " + setting.variable());
    }
    String member = file.settings().get(setting);
    return member == null
        ? new Value(setting.standard(), "default")
        : new Value(member, file.path().toString());
  }

  private static ServiceEndpoints endpoints(
      Map<Setting, Value> values, Map<String, String> environment, SettingsFile file) {
    String profile = given(values, Setting.AWS_PROFILE);
    boolean aws = "true".equals(given(values, Setting.AWS_ENABLED));
    return EndpointSection.read(
        file,
        environment,
        given(values, Setting.AWS_ENDPOINT) == null ? null : values.get(Setting.AWS_ENDPOINT),
        aws ? new ServiceEndpoints.Aws(profile) : null,
        given(values, Setting.AWS_REGION));
  }

  private static @Nullable String given(Map<Setting, Value> values, Setting setting) {
    String text = Objects.requireNonNull(values.get(setting)).text();
    return text.isEmpty() ? null : text;
  }

  private void check() {
    int port = port();
    if (port < 0 || port > 65_535) {
      throw wrong(Setting.PORT, "a number from 0 to 65535");
    }
    matches(Setting.ACCOUNT, ACCOUNT, "12 digits");
    if (!text(Setting.REGION).isEmpty()) {
      matches(Setting.REGION, REGION, "a region's name such as eu-central-1");
    }
    if (!Set.of("text", "json").contains(text(Setting.LOG))) {
      throw wrong(Setting.LOG, "text or json");
    }
    flag(Setting.MEMORY);
    retention();
    drain();
    logBounds();
    webhook();
    tracingEndpoint();
    flag(Setting.LOGS_CONSOLE);
    flag(Setting.AWS_ENABLED);
    if (!text(Setting.AWS_REGION).isEmpty()) {
      matches(Setting.AWS_REGION, REGION, "a region's name such as eu-central-1");
    }
    if (!Set.of("required", "optional").contains(text(Setting.HTTP_CONNECTION))) {
      throw wrong(Setting.HTTP_CONNECTION, "required or optional");
    }
    checkAuth();
  }

  private void checkAuth() {
    if (!Set.of("none", "sigv4").contains(text(Setting.AUTH))) {
      throw wrong(Setting.AUTH, "none or sigv4");
    }
    if (asks() && keys.isEmpty()) {
      throw new ConfigurationException(
          "auth is sigv4 (%s), but there are no keys; stepwell.yaml has them as 'keys'"
              .formatted(value(Setting.AUTH).origin()));
    }
    if (text(Setting.TLS_CERTIFICATE).isEmpty() != text(Setting.TLS_KEY).isEmpty()) {
      throw new ConfigurationException(
          "TLS needs both, tls.certificate and tls.key; one of them is not set");
    }
    if (!asks() && !flag(Setting.INSECURE) && !LOOPBACK.matcher(host()).matches()) {
      throw new ConfigurationException(
          "The address '%s' (%s) can be reached by other machines, and this server asks nobody who they are. Use 127.0.0.1, set auth to sigv4, or allow it with --insecure"
              .formatted(host(), value(Setting.HOST).origin()));
    }
  }

  private void matches(Setting setting, Pattern pattern, String wanted) {
    if (!pattern.matcher(text(setting)).matches()) {
      throw wrong(setting, wanted);
    }
  }

  private ConfigurationException wrong(Setting setting, String wanted) {
    Value value = value(setting);
    return new ConfigurationException(
        "'%s' is no value for %s (%s): it must be %s"
            .formatted(value.text(), setting.key(), value.origin(), wanted));
  }

  public Value value(Setting setting) {
    return Objects.requireNonNull(values.get(setting));
  }

  private String text(Setting setting) {
    return value(setting).text();
  }

  private boolean flag(Setting setting) {
    return switch (text(setting)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(setting, "true or false");
    };
  }

  public String host() {
    return text(Setting.HOST);
  }

  public int port() {
    try {
      return Integer.parseInt(text(Setting.PORT));
    } catch (NumberFormatException e) {
      throw wrong(Setting.PORT, "a number from 0 to 65535");
    }
  }

  public Path data() {
    return Path.of(text(Setting.DATA));
  }

  public boolean memory() {
    return flag(Setting.MEMORY);
  }

  /// The region of ARNs where a client names none, and of functions.
  public String region() {
    String region = text(Setting.REGION);
    return region.isEmpty() ? "us-east-1" : region;
  }

  /// Whether the region is the same whatever a client signs for.
  public boolean regionFixed() {
    return !text(Setting.REGION).isEmpty();
  }

  public String account() {
    return text(Setting.ACCOUNT);
  }

  /// The folder whose folders are layers.
  public Path layers(Path dataDirectory) {
    String text = text(Setting.LAYERS);
    return text.isEmpty() ? dataDirectory.resolve("layers") : Path.of(text);
  }

  /// The folder whose folders are buckets.
  public Path buckets(Path dataDirectory) {
    String text = text(Setting.BUCKETS);
    return text.isEmpty() ? dataDirectory.resolve("buckets") : Path.of(text);
  }

  public Set<String> hosts() {
    return Set.copyOf(list(Setting.HOSTS));
  }

  private List<String> list(Setting setting) {
    return Arrays.stream(text(setting).split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .distinct()
        .toList();
  }

  public boolean jsonLog() {
    return text(Setting.LOG).equals("json");
  }

  /// How long what has ended is kept.
  public Retention retention() {
    Map<String, Duration> machines = RetentionTimes.parse(list(Setting.RETENTION_MACHINES));
    if (machines == null) {
      throw wrong(
          Setting.RETENTION_MACHINES,
          "names with times, such as NAME=7d; a time is " + RetentionTimes.WANTED);
    }
    return new Retention(
        time(Setting.RETENTION_EXECUTIONS), machines, time(Setting.RETENTION_COUNTERS));
  }

  private Duration time(Setting setting) {
    Duration time = RetentionTimes.parse(text(setting));
    if (time == null) {
      throw wrong(setting, RetentionTimes.WANTED);
    }
    return time;
  }

  /// How much is kept of what machines log.
  public LogBounds logBounds() {
    long megabytes = number(Setting.LOGS_MEGABYTES, 1, 10_000);
    return new LogBounds(megabytes << 20, (int) number(Setting.LOGS_FILES, 1, 1000));
  }

  /// How long what is in flight may go on when the server is told to end.
  public Duration drain() {
    Matcher matcher = DURATION.matcher(text(Setting.SHUTDOWN_DRAIN));
    if (!matcher.matches()) {
      throw wrong(Setting.SHUTDOWN_DRAIN, "a time such as 500ms, 30s or 2m, or 0s");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /// Where changes of status are told to; null for nowhere.
  public @Nullable URI webhook() {
    return url(Setting.EVENTS_WEBHOOK);
  }

  /// Where traces are sent to; null for nowhere.
  public @Nullable URI tracingEndpoint() {
    return url(Setting.TRACING_ENDPOINT);
  }

  public WebhookSignature webhookSignature() {
    return signature;
  }

  private @Nullable URI url(Setting setting) {
    if (text(setting).isEmpty()) {
      return null;
    }
    try {
      URI url = URI.create(text(setting));
      if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below, in our words
    }
    throw wrong(setting, "an http or https URL");
  }

  public boolean logsToConsole() {
    return flag(Setting.LOGS_CONSOLE);
  }

  private long number(Setting setting, long min, long max) {
    String wanted = "a number from %d to %d".formatted(min, max);
    try {
      long number = Long.parseLong(text(setting));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, in our words
    }
    throw wrong(setting, wanted);
  }

  /// Functions that are services elsewhere, by name.
  public Map<String, MappedService> functions() {
    return functions;
  }

  /// What HTTP tasks may do.
  public HttpTask.Settings httpTasks() {
    return new HttpTask.Settings(
        new Connections(connections),
        new HostRules(list(Setting.HTTP_ALLOW)),
        text(Setting.HTTP_CONNECTION).equals("required"),
        HttpTask.TIMEOUT);
  }

  /// The connections that HTTP tasks may name: what kind each is, by its name.
  public Map<String, String> connections() {
    Map<String, String> kinds = new TreeMap<>();
    connections.forEach(
        each -> kinds.put(each.name(), each.authorization().getClass().getSimpleName()));
    return kinds;
  }

  /// Schedules by name.
  ///
  /// @param account whose machines they start
  Map<String, Schedule.Plan> schedules(Account account) {
    return schedules.plans(account);
  }

  /// Jobs of AWS Batch that run on this machine.
  public BatchJob.Settings batch() {
    return batch;
  }

  /// Jobs of AWS Glue that run on this machine.
  public GlueJob.Settings glue() {
    return glue;
  }

  /// Where the services of AWS's API are.
  ServiceEndpoints endpoints() {
    return endpoints;
  }

  /// The endpoints by service, `*` for the one of all others.
  public Map<String, URI> endpointUrls() {
    return endpoints.urls();
  }

  /// The folders whose jars are loaded beside the program: the setting's, and in the folder of a
  /// built program what `./stepwell install aws` makes.
  List<Path> libraries() {
    String home = System.getProperty("stepwell.home");
    Path lib = Path.of(text(Setting.LIB));
    return home == null
        ? List.of(lib)
        : Stream.of(lib, Path.of(home, "lib"), Path.of(home, "tasks-aws", "target", "lib"))
            .map(folder -> folder.toAbsolutePath().normalize())
            .distinct()
            .toList();
  }

  /// Whether callers must say who they are.
  public boolean asks() {
    return text(Setting.AUTH).equals("sigv4");
  }

  /// Who may call; their secrets do not show.
  List<AccessKey> keys() {
    return keys;
  }

  /// Headers with which a command on this machine signs a request of an administrator; none where
  /// nobody is asked who they are.
  ///
  /// @param uri without a query
  public Map<String, String> signature(String method, URI uri, byte[] body) {
    return keys.stream()
        .filter(key -> asks() && key.role() == Role.ADMIN && key.account().equals(account()))
        .findFirst()
        .map(key -> new RequestSigner(key, region()).headers(method, uri, body, Instant.now()))
        .orElse(Map.of());
  }

  /// The role of each key, by its id.
  public Map<String, String> keyRoles() {
    Map<String, String> roles = new TreeMap<>();
    keys.forEach(key -> roles.put(key.id(), key.role().name().toLowerCase(Locale.ROOT)));
    return roles;
  }

  /// What to serve https with, or null for http.
  @Nullable SSLContext tls() {
    String certificate = text(Setting.TLS_CERTIFICATE);
    return certificate.isEmpty()
        ? null
        : TlsFiles.context(Path.of(certificate), Path.of(text(Setting.TLS_KEY)));
  }
}
