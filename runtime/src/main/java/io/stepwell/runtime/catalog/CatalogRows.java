package io.stepwell.runtime.catalog;

import io.stepwell.json.Json;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.catalog.Alias.Route;
import io.stepwell.runtime.catalog.Machine.Revision;
import io.stepwell.runtime.catalog.Machine.Version;
import io.stepwell.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stored form of the catalog's rows: JSON objects with a version, so that members can join.
/// Absent members are null or empty.
final class CatalogRows {
  private static final long VERSION = 1;

  private CatalogRows() {}

  static byte[] encode(Account account) {
    Map<String, @Nullable Object> row = row();
    row.put("partition", account.partition());
    row.put("region", account.region());
    row.put("id", account.id());
    return Json.writeBytes(row);
  }

  static Account account(byte[] bytes) {
    Map<?, ?> row = read(bytes);
    return new Account(text(row, "partition"), text(row, "region"), text(row, "id"));
  }

  /// Without its versions and aliases: they have rows of their own.
  static byte[] encode(Machine machine) {
    Map<String, @Nullable Object> row = row();
    row.put("name", machine.name());
    row.put("type", machine.type().name());
    row.put("createdAt", machine.createdAt());
    row.put("deleting", machine.deleting());
    row.put("revision", members(machine.revision()));
    row.put("tags", machine.tags());
    row.put("nextVersion", (long) machine.nextVersion());
    return Json.writeBytes(row);
  }

  static Machine machine(
      byte[] bytes, Account account, int number, List<Version> versions, List<Alias> aliases) {
    Map<?, ?> row = read(bytes);
    return new Machine(
        account,
        number,
        text(row, "name"),
        Orchestrator.Type.valueOf(text(row, "type")),
        number(row, "createdAt"),
        Boolean.TRUE.equals(row.get("deleting")),
        revision(row.get("revision")),
        tags(row.get("tags")),
        (int) number(row, "nextVersion"),
        versions,
        aliases);
  }

  static byte[] encode(Alias alias) {
    Map<String, @Nullable Object> row = row();
    row.put("name", alias.name());
    row.put("description", alias.description());
    List<Object> routes = new ArrayList<>();
    for (Route route : alias.routes()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("version", (long) route.version());
      members.put("weight", (long) route.weight());
      routes.add(members);
    }
    row.put("routes", routes);
    row.put("createdAt", alias.createdAt());
    row.put("updatedAt", alias.updatedAt());
    return Json.writeBytes(row);
  }

  static Alias alias(byte[] bytes) {
    Map<?, ?> row = read(bytes);
    List<Route> routes = new ArrayList<>();
    if (row.get("routes") instanceof List<?> list) {
      for (Object item : list) {
        Map<?, ?> route = object(item);
        routes.add(new Route((int) number(route, "version"), (int) number(route, "weight")));
      }
    }
    return new Alias(
        text(row, "name"),
        (String) row.get("description"),
        routes,
        number(row, "createdAt"),
        number(row, "updatedAt"));
  }

  static byte[] encode(Version version) {
    Map<String, @Nullable Object> row = row();
    row.put("number", (long) version.number());
    row.put("revision", members(version.revision()));
    row.put("description", version.description());
    row.put("createdAt", version.createdAt());
    return Json.writeBytes(row);
  }

  static Version version(byte[] bytes) {
    Map<?, ?> row = read(bytes);
    return new Version(
        (int) number(row, "number"),
        revision(row.get("revision")),
        (String) row.get("description"),
        number(row, "createdAt"));
  }

  static byte[] encode(ActivityEntry activity) {
    Map<String, @Nullable Object> row = row();
    row.put("name", activity.name());
    row.put("createdAt", activity.createdAt());
    row.put("encryption", activity.encryption());
    row.put("tags", activity.tags());
    return Json.writeBytes(row);
  }

  static ActivityEntry activity(byte[] bytes, Account account, int number) {
    Map<?, ?> row = read(bytes);
    return new ActivityEntry(
        account,
        number,
        text(row, "name"),
        number(row, "createdAt"),
        row.get("encryption"),
        tags(row.get("tags")));
  }

  private static Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("v", VERSION);
    return row;
  }

  private static Map<String, @Nullable Object> members(Revision revision) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("id", revision.id());
    members.put("definition", revision.definitionHash());
    members.put("roleArn", revision.roleArn());
    members.put("logging", revision.logging());
    members.put("tracing", revision.tracing());
    members.put("encryption", revision.encryption());
    members.put("at", revision.at());
    return members;
  }

  private static Revision revision(@Nullable Object value) {
    Map<?, ?> members = object(value);
    return new Revision(
        (String) members.get("id"),
        text(members, "definition"),
        text(members, "roleArn"),
        members.get("logging"),
        members.get("tracing"),
        members.get("encryption"),
        number(members, "at"));
  }

  private static Map<String, String> tags(@Nullable Object value) {
    Map<String, String> tags = new LinkedHashMap<>();
    object(value).forEach((key, tag) -> tags.put((String) key, String.valueOf(tag)));
    return tags;
  }

  private static Map<?, ?> read(byte[] bytes) {
    Map<?, ?> row = object(Json.parse(bytes));
    if (!(row.get("v") instanceof Long version) || version != VERSION) {
      throw damaged("version " + row.get("v"));
    }
    return row;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return members;
    }
    throw damaged("no object");
  }

  private static String text(Map<?, ?> row, String member) {
    if (row.get(member) instanceof String text) {
      return text;
    }
    throw damaged("no text " + member);
  }

  private static long number(Map<?, ?> row, String member) {
    if (row.get(member) instanceof Long number) {
      return number;
    }
    throw damaged("no number " + member);
  }

  private static StoreException damaged(String what) {
    return new StoreException("A row of the catalog can't be read: " + what);
  }
}
