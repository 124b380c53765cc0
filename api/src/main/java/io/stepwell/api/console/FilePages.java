package io.stepwell.api.console;

import io.stepwell.api.console.DefinitionFiles.Changed;
import io.stepwell.api.console.DefinitionFiles.Content;
import io.stepwell.api.console.DefinitionFiles.Saved;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.asl.Definitions;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files that machines come from, read and written as HTTP has it: what is read has an `ETag`, and
/// only who names it in `If-Match` writes, so that nobody overwrites what was saved meanwhile.
final class FilePages {
  /// A definition as a JSON text, most of it escaped.
  static final int MAX_BODY_BYTES = 4 * Definitions.MAX_LENGTH;

  private volatile @Nullable DefinitionFiles files;

  void edit(DefinitionFiles edited) {
    files = edited;
  }

  boolean areEdited() {
    return files != null;
  }

  Reply show(String machine, Request request) {
    DefinitionFiles known = files;
    try {
      Content content = known == null ? null : known.read(machine);
      if (content == null) {
        throw none(machine);
      }
      return tag(content.digest()).equals(request.header(Header.IF_NONE_MATCH))
          ? new Reply.Whole(304, "", headers(content), new byte[0], 0)
          : reply(content, null);
    } catch (IOException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  Reply save(String machine, Request request, Parameters asked) {
    DefinitionFiles known = files;
    if (known == null) {
      throw none(machine);
    }
    String match = request.header(Header.IF_MATCH);
    if (match == null) {
      throw Refusal.unconditional("If-Match is missing: the ETag of the file that was read");
    }
    String text = asked.text("text", Definitions.MAX_LENGTH);
    if (text == null) {
      throw Refusal.wrong("text is missing; it is the definition as the file shall have it");
    }
    try {
      return switch (known.save(machine, text, match.replace("\"", ""))) {
        case null -> throw none(machine);
        case Saved saved -> reply(saved.content(), saved.problem());
        case Changed changed ->
            throw Refusal.changed(
                "%s has changed on the disk since it was read".formatted(changed.content().name()));
      };
    } catch (IOException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  private static Refusal none(String machine) {
    return Refusal.missing("'%s' comes from no file".formatted(machine));
  }

  private static Reply reply(Content content, @Nullable String problem) {
    JsonOut out =
        new JsonOut()
            .beginObject()
            .member("name", content.name())
            .member("text", content.text())
            .member("digest", content.digest())
            .member("problem", problem)
            .endObject();
    return new Reply.Whole(200, "application/json", headers(content), out.bytes(), out.length());
  }

  private static Map<String, String> headers(Content content) {
    return Map.of("Cache-Control", "no-store", "ETag", tag(content.digest()));
  }

  private static String tag(String digest) {
    return '"' + digest + '"';
  }
}
