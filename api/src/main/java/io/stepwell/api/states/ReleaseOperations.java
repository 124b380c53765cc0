package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.api.protocol.Operation;
import io.stepwell.api.protocol.Operation.Call;
import io.stepwell.runtime.Releases;
import io.stepwell.runtime.Releases.AliasDetails;
import io.stepwell.runtime.Releases.Published;
import io.stepwell.runtime.Releases.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The operations on versions, aliases and tags.
final class ReleaseOperations {
  private final Releases releases;

  ReleaseOperations(Releases releases) {
    this.releases = releases;
  }

  Map<String, Operation> all() {
    return Map.ofEntries(
        Map.entry("PublishStateMachineVersion", this::publish),
        Map.entry("DeleteStateMachineVersion", this::deleteVersion),
        Map.entry("ListStateMachineVersions", this::listVersions),
        Map.entry("CreateStateMachineAlias", this::createAlias),
        Map.entry("DescribeStateMachineAlias", this::describeAlias),
        Map.entry("UpdateStateMachineAlias", this::updateAlias),
        Map.entry("DeleteStateMachineAlias", this::deleteAlias),
        Map.entry("ListStateMachineAliases", this::listAliases),
        Map.entry("TagResource", this::tag),
        Map.entry("UntagResource", this::untag),
        Map.entry("ListTagsForResource", this::listTags));
  }

  // ---- versions

  private void publish(Call call, JsonOut out) {
    Fields fields = call.fields();
    Published version =
        releases.publish(
            fields.required("stateMachineArn"),
            fields.text("revisionId"),
            fields.text("description"));
    version(version, out);
  }

  private static void version(Published version, JsonOut out) {
    out.member("stateMachineVersionArn", version.versionArn())
        .time("creationDate", version.createdAt());
  }

  private void deleteVersion(Call call, JsonOut out) {
    releases.deleteVersion(call.fields().required("stateMachineVersionArn"));
  }

  private void listVersions(Call call, JsonOut out) {
    Fields fields = call.fields();
    Pages.write(
        out,
        "stateMachineVersions",
        releases.listVersions(
            fields.required("stateMachineArn"), Pages.size(fields), fields.text("nextToken")),
        version -> version(version, out));
  }

  // ---- aliases

  private void createAlias(Call call, JsonOut out) {
    Fields fields = call.fields();
    AliasDetails alias =
        releases.createAlias(fields.required("name"), fields.text("description"), routing(fields));
    listed(alias, out);
  }

  private void describeAlias(Call call, JsonOut out) {
    AliasDetails alias = releases.describeAlias(call.fields().required("stateMachineAliasArn"));
    listed(alias, out);
    out.member("name", alias.name())
        .member("description", alias.description())
        .time("updateDate", alias.updatedAt());
    out.beginList("routingConfiguration");
    for (Routing route : alias.routing()) {
      out.item();
      out.member("stateMachineVersionArn", route.versionArn())
          .member("weight", route.weight())
          .endObject();
    }
    out.endList();
  }

  private void updateAlias(Call call, JsonOut out) {
    Fields fields = call.fields();
    AliasDetails alias =
        releases.updateAlias(
            fields.required("stateMachineAliasArn"),
            fields.text("description"),
            fields.value("routingConfiguration") == null ? null : routing(fields));
    out.time("updateDate", alias.updatedAt());
  }

  private void deleteAlias(Call call, JsonOut out) {
    releases.deleteAlias(call.fields().required("stateMachineAliasArn"));
  }

  private void listAliases(Call call, JsonOut out) {
    Fields fields = call.fields();
    Pages.write(
        out,
        "stateMachineAliases",
        releases.listAliases(
            fields.required("stateMachineArn"), Pages.size(fields), fields.text("nextToken")),
        alias -> listed(alias, out));
  }

  /// The members that all descriptions of an alias have.
  private static void listed(AliasDetails alias, JsonOut out) {
    out.member("stateMachineAliasArn", alias.arn()).time("creationDate", alias.createdAt());
  }

  private static List<Routing> routing(Fields fields) {
    List<Routing> routes = new ArrayList<>();
    for (Fields route : fields.structures("routingConfiguration")) {
      routes.add(new Routing(route.required("stateMachineVersionArn"), route.number("weight", 0)));
    }
    return routes;
  }

  // ---- tags

  private void tag(Call call, JsonOut out) {
    Fields fields = call.fields();
    releases.tag(fields.required("resourceArn"), fields.tags("tags"));
  }

  private void untag(Call call, JsonOut out) {
    Fields fields = call.fields();
    releases.untag(fields.required("resourceArn"), fields.texts("tagKeys"));
  }

  private void listTags(Call call, JsonOut out) {
    out.beginList("tags");
    releases
        .tags(call.fields().required("resourceArn"))
        .forEach(
            (key, value) -> {
              out.item();
              out.member("key", key).member("value", value).endObject();
            });
    out.endList();
  }
}
