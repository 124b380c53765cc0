package io.stepwell.server.observe;

import io.stepwell.engine.Start;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The identities of an execution's spans. All but the trace that a caller gave are hashes of what a
/// span is about: a call that goes out names its span as its parent long before that span is
/// written, perhaps by another process.
///
/// @param trace 32 hexadecimal digits
/// @param parent of the execution's span, 16 hexadecimal digits; null for none
/// @param sampled whether anything is traced, as the caller decided
record TraceIds(String arn, String trace, @Nullable String parent, boolean sampled) {
  private static final Pattern ROOT =
      Pattern.compile("(?:^|;)\\s*Root=1-([0-9a-fA-F]{8})-([0-9a-fA-F]{24})(?:;|$)");

  private static final Pattern PARENT =
      Pattern.compile("(?:^|;)\\s*Parent=([0-9a-fA-F]{16})(?:;|$)");

  static TraceIds of(Start start) {
    String arn = start.identity().arn();
    String header = start.traceHeader() == null ? "" : start.traceHeader();
    Matcher root = ROOT.matcher(header);
    boolean given = root.find();
    String trace = given ? root.group(1) + root.group(2) : hash(arn, 16);
    Matcher parent = PARENT.matcher(header);
    return new TraceIds(
        arn, trace, given && parent.find() ? parent.group(1) : null, !header.contains("Sampled=0"));
  }

  /// The execution's own span: one more after each redrive.
  String execution(int redrives) {
    return hash(arn + "#execution/" + redrives, 8);
  }

  /// The span of a state that was entered with an event.
  String state(long enteredId, int redrives) {
    return hash(arn + "#state/" + enteredId + "/" + redrives, 8);
  }

  /// The span of one attempt of a task.
  String task(int task) {
    return hash(arn + "#task/" + task, 8);
  }

  /// What a task's call carries on.
  String header(int task) {
    return "Root=1-%s-%s;Parent=%s;Sampled=1"
        .formatted(trace.substring(0, 8), trace.substring(8), task(task));
  }

  private static String hash(String text, int bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] all = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
