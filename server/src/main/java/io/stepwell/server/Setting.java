package io.stepwell.server;

import java.util.Locale;

/// What can be configured. A setting is a flag (`--port`, where the command line has it), a variable (`STEPWELL_PORT`) and a member
/// of `stepwell.yaml` (`port`).
public enum Setting {
  HOST("127.0.0.1", "the address to listen on"),
  PORT("8083", "the port to listen on; 0 for any that is free"),
  DATA(".stepwell", "the directory that everything is kept in"),
  MEMORY("false", "keep nothing on disk"),
  REGION("", "answer in this region always; otherwise in the one that clients sign for"),
  ACCOUNT("123456789012", "the account in ARNs"),
  HOSTS("", "further names that clients call this server by, with commas between"),
  LOG("text", "what the console shows: text (warnings and errors, a line each) or json (all)"),
  INSECURE("false", "allow an address that other machines reach"),
  AUTH("none", "who may call: none (anybody) or sigv4 (the keys in stepwell.yaml)"),
  TLS_CERTIFICATE("", "a PEM file with the certificate to serve https with"),
  TLS_KEY("", "a PEM file with its key"),
  BUCKETS(
      "",
      "the folder whose folders are the buckets of distributed Maps; buckets in the data"
          + " directory"),
  LAYERS("", "the folder whose folders are the layers of functions; layers in the data directory"),
  HTTP_ALLOW("*", "the hosts that HTTP tasks may call: names with *, with commas between"),
  HTTP_CONNECTION(
      "optional", "whether HTTP tasks need a connection, as on AWS: required or optional"),
  RETENTION_EXECUTIONS(
      "90d", "how long executions are kept after their end: 90d, 12h, 30m, or forever"),
  RETENTION_MACHINES(
      "",
      "state machines whose executions are kept for another time: NAME=7d, with commas between"),
  RETENTION_COUNTERS("455d", "how long what was counted in an hour is kept"),
  LOGS_MEGABYTES("10", "how large a file of a log group becomes before the next one is begun"),
  LOGS_FILES("5", "how many files of a log group are kept"),
  LOGS_CONSOLE("false", "print what machines log to the standard output, too"),
  EVENTS_WEBHOOK("", "the URL that changes of status are told to, as EventBridge would tell them"),
  EVENTS_SECRET_FILE("", "a file with the secret that what is told is signed with"),
  EVENTS_SECRET_ENV("", "the name of a variable that holds that secret instead"),
  TRACING_ENDPOINT("", "the URL of a collector that takes traces as OTLP over HTTP in JSON"),
  AWS_ENDPOINT("", "the AWS-compatible server of all services that have no endpoint of their own"),
  AWS_ENABLED("false", "call AWS itself for services without an endpoint"),
  AWS_REGION("", "the region of these calls; that of the state machine"),
  AWS_PROFILE("", "the profile of AWS's shared configuration whose credentials are used"),
  SHUTDOWN_DRAIN("8s", "how long calls in flight may go on when the server is told to end"),
  LIB("lib", "the folder of further libraries, such as the AWS SDK's jars of more services");

  private final String standard;
  private final String purpose;

  Setting(String standard, String purpose) {
    this.standard = standard;
    this.purpose = purpose;
  }

  /// As `stepwell.yaml` spells it: `http.allow` is the member `allow` of `http`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /// As the command line spells it.
  public String flag() {
    return "--" + key().replace('.', '-');
  }

  public String variable() {
    return "STEPWELL_" + name();
  }

  public String standard() {
    return standard;
  }

  public String purpose() {
    return purpose;
  }
}
