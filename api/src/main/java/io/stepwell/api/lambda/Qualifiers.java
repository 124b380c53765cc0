package io.stepwell.api.lambda;

import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.functions.Alias;
import io.stepwell.functions.Aliases;
import io.stepwell.functions.FunctionConfiguration;
import io.stepwell.functions.Functions;

/// The Lambda API's operations on versions and aliases.
final class Qualifiers {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final Functions functions;

  Qualifiers(Functions functions) {
    this.functions = functions;
  }

  Reply publish(String function, Request request) throws TooLargeException {
    Document body = Document.ofOptional(request.body(MAX_BODY_BYTES));
    return Replies.json(
        201,
        functions
            .versions()
            .publish(
                function,
                body.text("CodeSha256"),
                body.text("RevisionId"),
                body.text("Description"))
            .describe());
  }

  Reply versions(String function, Request request) {
    return Replies.page(
        request,
        "Versions",
        functions.versions().list(function),
        Qualifiers::key,
        FunctionConfiguration::describe);
  }

  /// Sorts by name and then by number, `$LATEST` first.
  static String key(FunctionConfiguration version) {
    return version.name() + " " + "%20s".formatted(version.version().replaceAll("\\D", ""));
  }

  Reply createAlias(String function, Request request) throws TooLargeException {
    Document body = Document.parse(request.body(MAX_BODY_BYTES));
    String name = body.required("Name");
    var _ = body.required("FunctionVersion");
    return alias(201, function, functions.aliases().create(function, name, wish(body)));
  }

  Reply updateAlias(String function, String name, Request request) throws TooLargeException {
    Document body = Document.parse(request.body(MAX_BODY_BYTES));
    return alias(200, function, functions.aliases().update(function, name, wish(body)));
  }

  Reply getAlias(String function, String name) {
    return alias(200, function, functions.aliases().get(function, name));
  }

  Reply aliases(String function, Request request) {
    String arn = functions.get(function).arn();
    return Replies.page(
        request,
        "Aliases",
        functions.aliases().list(function, request.query("FunctionVersion")),
        Alias::name,
        alias -> alias.describe(arn));
  }

  Reply deleteAlias(String function, String name) {
    functions.aliases().delete(function, name);
    return Reply.empty(204);
  }

  private Reply alias(int status, String function, Alias alias) {
    return Replies.json(status, alias.describe(functions.get(function).arn()));
  }

  private static Aliases.Wish wish(Document body) {
    return new Aliases.Wish(
        body.text("FunctionVersion"),
        body.text("Description"),
        body.has("RoutingConfig")
            ? body.object("RoutingConfig").fractions("AdditionalVersionWeights")
            : null,
        body.text("RevisionId"));
  }
}
