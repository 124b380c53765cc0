package io.stepwell.api.console;

import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.functions.Functions;
import io.stepwell.functions.SourceFiles;

/// What functions that run here log, and their code.
final class FunctionPages {
  private static final int MAX_LOG_BYTES = 1024 * 1024;
  private static final int LOG_BYTES = 64 * 1024;

  private final Functions functions;

  FunctionPages(Functions functions) {
    this.functions = functions;
  }

  Reply logs(String name, Parameters asked, Console.Asker asker) {
    asker.requireOwn(functions.get(name).arn());
    Functions.LogPart part =
        functions.logs(
            name, asked.text("after"), asked.number("limit", LOG_BYTES, 1, MAX_LOG_BYTES));
    return Answers.ok(
        new JsonOut()
            .beginObject()
            .member("text", part.text())
            .member("after", part.after())
            .member("cut", part.cut()));
  }

  Reply code(String name, Console.Asker asker) {
    asker.requireOwn(functions.get(name).arn());
    SourceFiles source = functions.source(name);
    JsonOut out = new JsonOut().beginObject().beginList("files");
    for (SourceFiles.File file : source.files()) {
      out.item()
          .member("name", file.name())
          .member("bytes", file.bytes())
          .member("text", file.text())
          .endObject();
    }
    out.endList();
    if (source.more()) {
      out.member("more", true);
    }
    return Answers.ok(out);
  }
}
