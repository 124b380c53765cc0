package io.stepwell.server;

import io.stepwell.tasks.http.Connection;
import io.stepwell.tasks.http.Connection.Authorization;
import io.stepwell.tasks.http.Connection.Parameter;
import io.stepwell.tasks.http.Connection.Parameters;
import io.stepwell.tasks.http.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The section `connections` of `stepwell.yaml`: how HTTP tasks authorise themselves, by the name in
/// the ARN of a connection.
final class ConnectionSection {
  static final String NAME = "connections";

  private static final Pattern CONNECTION = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  private ConnectionSection() {}

  static List<Connection> read(SettingsFile file, Map<String, String> environment) {
    Object section = file.sections().getOrDefault(NAME, Map.of());
    SectionEntry all = new SectionEntry(file.path(), NAME, section, environment);
    List<Connection> connections = new ArrayList<>();
    for (Object name : all.members().keySet()) {
      connections.add(connection(String.valueOf(name), all.entry(String.valueOf(name))));
    }
    return List.copyOf(connections);
  }

  private static Connection connection(String name, SectionEntry entry) {
    if (!CONNECTION.matcher(name).matches()) {
      throw entry.wrong(
          "is no name of a connection: letters, digits, '.', '-' and '_', at most 64");
    }
    String account = entry.optional("account");
    if (account != null && !ACCOUNT.matcher(account).matches()) {
      throw entry.wrong("has '%s' as 'account'; it must be 12 digits in quotes".formatted(account));
    }
    return new Connection(
        name, entry.optional("id"), account, authorization(entry), parameters(entry));
  }

  private static Authorization authorization(SectionEntry entry) {
    return switch (entry.oneOf("type", "", Set.of("basic", "api-key", "oauth"))) {
      case "basic" -> {
        entry.allow(members("username", "password"));
        yield new Authorization.Basic(entry.text("username"), Secret.of(entry.secret("password")));
      }
      case "api-key" -> {
        entry.allow(members("header", "value"));
        yield new Authorization.ApiKey(
            header(entry, entry.text("header")), Secret.of(entry.secret("value")));
      }
      default -> {
        entry.allow(
            members("endpoint", "method", "clientId", "clientSecret", "credentials", "token"));
        yield oauth(entry);
      }
    };
  }

  private static Authorization oauth(SectionEntry entry) {
    SectionEntry token = entry.entry("token");
    token.allow(Set.of("headers", "query", "body"));
    return new Authorization.ClientCredentials(
        entry.url("endpoint"),
        entry.oneOf("method", "POST", Set.of("GET", "POST", "PUT")),
        entry.text("clientId"),
        Secret.of(entry.secret("clientSecret")),
        entry.oneOf("credentials", "header", Set.of("header", "body")).equals("body"),
        parameters(token));
  }

  private static Set<String> members(String... own) {
    List<String> all =
        new ArrayList<>(List.of("type", "id", "account", "headers", "query", "body"));
    all.addAll(List.of(own));
    return Set.copyOf(all);
  }

  private static Parameters parameters(SectionEntry entry) {
    SectionEntry headers = entry.entry("headers");
    headers.members().keySet().forEach(name -> header(headers, String.valueOf(name)));
    return new Parameters(list(headers), list(entry.entry("query")), list(entry.entry("body")));
  }

  private static String header(SectionEntry entry, String name) {
    if (!HEADER.matcher(name).matches()) {
      throw entry.wrong("has '%s', which is no name of a header".formatted(name));
    }
    return name;
  }

  private static List<Parameter> list(SectionEntry entry) {
    List<Parameter> parameters = new ArrayList<>();
    for (Object key : entry.members().keySet()) {
      String name = String.valueOf(key);
      boolean secret = entry.isElsewhere(name);
      String value = secret ? entry.secret(name) : entry.text(name);
      parameters.add(new Parameter(name, Secret.of(value), secret));
    }
    return parameters;
  }
}
