package io.stepwell.runtime.teststate;

import io.stepwell.tasks.Inspection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps what the call of a task last sent and received, for inspection level TRACE.
final class Wire implements Inspection {
  private final boolean revealSecrets;
  private volatile @Nullable Request request;
  private volatile @Nullable Response response;

  Wire(boolean revealSecrets) {
    this.revealSecrets = revealSecrets;
  }

  @Override
  public boolean revealSecrets() {
    return revealSecrets;
  }

  @Override
  public void sent(Request sent) {
    request = sent;
    response = null;
  }

  @Override
  public void received(Response received) {
    response = received;
  }

  /// `request` and `response`, as far as there were any, in AWS's names.
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Request sent = request;
    if (sent != null) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("protocol", sent.protocol());
      shown.put("method", sent.method());
      shown.put("url", sent.url());
      shown.put("headers", sent.headers());
      String body = sent.body();
      if (body != null) {
        shown.put("body", body);
      }
      members.put("request", shown);
    }
    Response received = response;
    if (received != null) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("protocol", received.protocol());
      shown.put("statusCode", received.statusCode());
      shown.put("statusMessage", received.statusMessage());
      shown.put("headers", received.headers());
      shown.put("body", received.body());
      members.put("response", shown);
    }
    return members;
  }
}
