package io.stepwell.api.studio;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves the built Studio from the class path, below `/studio` there. Files were compressed when they
/// were built. Names of assets hold their digest, so a browser keeps them for good; the page itself
/// is asked for each time. Addresses of views, which are no files, get the page.
public final class StudioFiles {
  private static final String FOLDER = "/studio";
  private static final String PAGE = "/index.html";
  private static final String ASSETS = "/assets/";
  private static final Pattern FILE = Pattern.compile("/([\\w-]+/)*[\\w.-]+\\.(\\w+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "json", "application/json");

  /// Nothing but files of this server: no inline script, no other host, no frame around it.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private record Key(String path, String encoding) {}

  @SuppressWarnings("ArrayRecordComponent") // written once, and never compared
  private record Found(byte[] bytes, String encoding) {}

  private final Map<Key, Found> files = new ConcurrentHashMap<>();

  /// The file at a path; otherwise the page, which knows its views, whatever their names look like.
  /// Null for an asset that is not there: it belongs to another build.
  public @Nullable Reply reply(Request request) {
    String path = request.path();
    Matcher name = FILE.matcher(path);
    String type = name.matches() ? TYPES.get(name.group(2)) : null;
    Found found = type == null ? null : find(path, request);
    if (type != null && found != null) {
      return reply(found, type, cache(path));
    }
    return path.startsWith(ASSETS) ? null : page(request);
  }

  private Reply page(Request request) {
    Found found = find(PAGE, request);
    if (found == null) {
      return Reply.text(
          200,
          "Stepwell is running. The Studio is not part of this build; the API is served here.");
    }
    return reply(found, String.valueOf(TYPES.get("html")), "no-cache");
  }

  private static String cache(String path) {
    return path.startsWith(ASSETS) ? "public, max-age=31536000, immutable" : "no-cache";
  }

  private static Reply reply(Found found, String type, String cache) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", cache);
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Vary", "Accept-Encoding");
    if (!found.encoding().isEmpty()) {
      headers.put("Content-Encoding", found.encoding());
    }
    return new Reply.Whole(200, type, headers, found.bytes(), found.bytes().length);
  }

  /// In the smallest form that the browser takes.
  private @Nullable Found find(String path, Request request) {
    String accepted = request.header(Header.ACCEPT_ENCODING);
    String takes = accepted == null ? "" : accepted;
    String encoding = takes.contains("br") ? "br" : takes.contains("gzip") ? "gzip" : "";
    return files.computeIfAbsent(new Key(path, encoding), StudioFiles::read);
  }

  private static @Nullable Found read(Key key) {
    String suffix = key.encoding().equals("gzip") ? ".gz" : "." + key.encoding();
    byte[] packed = key.encoding().isEmpty() ? null : bytes(key.path() + suffix);
    if (packed != null) {
      return new Found(packed, key.encoding());
    }
    byte[] plain = bytes(key.path());
    return plain == null ? null : new Found(plain, "");
  }

  private static byte @Nullable [] bytes(String path) {
    try (InputStream in = StudioFiles.class.getResourceAsStream(FOLDER + path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
