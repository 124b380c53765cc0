package io.stepwell.cli;

import io.stepwell.server.Configuration;
import io.stepwell.server.Setting;
import io.stepwell.server.SettingsFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The settings of a server as flags. A flag that is not given leaves the setting to the
/// environment, the file, and the defaults.
final class ServerOptions {
  @Option(names = "--host", paramLabel = "ADDRESS", description = "the address to listen on")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "the port to listen on, 8083 by default; 0 for any that is free")
  private @Nullable String port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the directory that everything is kept in, .stepwell by default")
  private @Nullable String data;

  @Option(names = "--memory", description = "keep nothing on disk")
  private boolean memory;

  @Option(names = "--region", paramLabel = "REGION", description = "the region in all ARNs")
  private @Nullable String region;

  @Option(names = "--account", paramLabel = "ID", description = "the account in ARNs")
  private @Nullable String account;

  @Option(
      names = "--hosts",
      paramLabel = "NAMES",
      description = "further names that clients call this server by, with commas between")
  private @Nullable String hosts;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      description = "what the console shows: text (warnings and errors) or json (all)")
  private @Nullable String log;

  @Option(names = "--insecure", description = "allow an address that other machines reach")
  private boolean insecure;

  @Option(
      names = "--auth",
      paramLabel = "HOW",
      description = "who may call: none (anybody) or sigv4 (the keys in stepwell.yaml)")
  private @Nullable String auth;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "a PEM file with the certificate to serve https with")
  private @Nullable String tlsCertificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "a PEM file with its key")
  private @Nullable String tlsKey;

  @Option(
      names = "--http-allow",
      paramLabel = "HOSTS",
      description = "the hosts that HTTP tasks may call: names with *, with commas between")
  private @Nullable String httpAllow;

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = "the AWS-compatible server that tasks call for AWS's services")
  private @Nullable String awsEndpoint;

  @Option(
      names = "--shutdown-drain",
      paramLabel = "TIME",
      description = "how long calls in flight may go on at the end, 8s by default")
  private @Nullable String shutdownDrain;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the file with settings, stepwell.yaml by default")
  private @Nullable Path file;

  Configuration configuration() {
    return Configuration.of(flags(), System.getenv(), settingsFile());
  }

  /// For a server that is only this process's: it keeps nothing, listens on any free port of the
  /// loopback address, and asks nobody who they are. Jobs, endpoints and the rest are as configured.
  Configuration embedded() {
    Map<Setting, String> flags = flags();
    flags.put(Setting.HOST, "127.0.0.1");
    flags.put(Setting.PORT, "0");
    flags.put(Setting.MEMORY, "true");
    flags.put(Setting.AUTH, "none");
    flags.put(Setting.TLS_CERTIFICATE, "");
    flags.put(Setting.TLS_KEY, "");
    return Configuration.of(flags, System.getenv(), settingsFile());
  }

  private Map<Setting, String> flags() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    put(flags, Setting.HOST, host);
    put(flags, Setting.PORT, port);
    put(flags, Setting.DATA, data);
    put(flags, Setting.MEMORY, memory ? "true" : null);
    put(flags, Setting.REGION, region);
    put(flags, Setting.ACCOUNT, account);
    put(flags, Setting.HOSTS, hosts);
    put(flags, Setting.LOG, log);
    put(flags, Setting.INSECURE, insecure ? "true" : null);
    put(flags, Setting.AUTH, auth);
    put(flags, Setting.TLS_CERTIFICATE, tlsCertificate);
    put(flags, Setting.TLS_KEY, tlsKey);
    put(flags, Setting.HTTP_ALLOW, httpAllow);
    put(flags, Setting.AWS_ENDPOINT, awsEndpoint);
    put(flags, Setting.SHUTDOWN_DRAIN, shutdownDrain);
    return flags;
  }

  private SettingsFile settingsFile() {
    if (file != null && !file.toFile().isFile()) {
      throw new CliException(CliException.USAGE, "there is no file " + file);
    }
    return SettingsFile.read(file == null ? Path.of(SettingsFile.NAME) : file);
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }
}
