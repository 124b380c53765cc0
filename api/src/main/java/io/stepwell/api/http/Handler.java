package io.stepwell.api.http;

/// Answers requests; may block, as each request has a virtual thread of its own.
public interface Handler {
  Reply handle(Request request) throws InterruptedException;
}
