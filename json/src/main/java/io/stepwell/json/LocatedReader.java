package io.stepwell.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/// Builds [Located] values from the token stream. Recursion is bounded by the parser's own limit on
/// nesting.
final class LocatedReader {
  private final JsonParser parser;
  private int depth;

  private LocatedReader(JsonParser parser) {
    this.parser = parser;
  }

  static Located read(String text) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new LocatedReader(parser).whole();
    }
  }

  private Located whole() {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw JsonException.empty();
      }
      Located value = value(first);
      if (parser.nextToken() != null) {
        throw JsonException.trailing(parser.currentTokenLocation());
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw depth == Json.MAX_DEPTH
          ? JsonException.tooDeep(parser.currentLocation())
          : JsonException.of(e);
    } catch (JacksonException e) {
      throw JsonException.of(e, parser.currentLocation());
    }
  }

  private Located value(JsonToken token) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return switch (token) {
      case START_OBJECT -> object(at);
      case START_ARRAY -> array(at);
      default -> new Located.Scalar(Json.scalar(parser, token), at.getLineNr(), at.getColumnNr());
    };
  }

  private Located object(TokenStreamLocation at) {
    depth++;
    List<Located.Member> members = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      TokenStreamLocation nameAt = parser.currentTokenLocation();
      Located value = value(parser.nextToken());
      members.add(new Located.Member(name, value, nameAt.getLineNr(), nameAt.getColumnNr()));
    }
    depth--;
    return new Located.ObjectValue(members, at.getLineNr(), at.getColumnNr());
  }

  private Located array(TokenStreamLocation at) {
    depth++;
    List<Located> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    depth--;
    return new Located.ArrayValue(items, at.getLineNr(), at.getColumnNr());
  }
}
