package io.stepwell.api;

import io.stepwell.api.http.Reply;
import java.nio.charset.StandardCharsets;

/// What a browser sees until the Studio is there.
final class StudioPage {
  static final Reply REPLY =
      Reply.of(
          200,
          "text/html; charset=utf-8",
          """
          <!doctype html>
          <html lang="en">
          <meta charset="utf-8">
          <title>Stepwell</title>
          <style>body{font:16px/1.5 system-ui;margin:4rem auto;max-width:40rem;padding:0 1rem}</style>
          <h1>Stepwell is running</h1>
          <p>This is an AWS Step Functions endpoint. The Studio will be served here; until then, use
          the command line:</p>
          <pre>aws stepfunctions list-state-machines --endpoint-url http://localhost:8083</pre>
          </html>
          """
              .getBytes(StandardCharsets.UTF_8));

  private StudioPage() {}
}
