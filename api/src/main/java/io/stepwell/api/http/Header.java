package io.stepwell.api.http;

/// The request headers that something here reads.
public enum Header {
  ACCEPT_ENCODING("Accept-Encoding"),
  AUTHORIZATION("Authorization"),
  AMZ_CONTENT_SHA256("X-Amz-Content-Sha256"),
  AMZ_DATE("X-Amz-Date"),
  AMZ_CLIENT_CONTEXT("X-Amz-Client-Context"),
  AMZ_INVOCATION_TYPE("X-Amz-Invocation-Type"),
  AMZ_LOG_TYPE("X-Amz-Log-Type"),
  AMZ_TARGET("X-Amz-Target"),
  AMZN_TRACE_ID("X-Amzn-Trace-Id"),
  CONTENT_TYPE("Content-Type"),
  COOKIE("Cookie"),
  DATE("Date"),
  HOST("Host"),
  IF_MATCH("If-Match"),
  IF_NONE_MATCH("If-None-Match"),
  ORIGIN("Origin"),
  SEC_FETCH_MODE("Sec-Fetch-Mode"),
  SEC_FETCH_SITE("Sec-Fetch-Site"),
  TRACEPARENT("traceparent"),
  STEPWELL_CSRF("X-Stepwell-Csrf");

  private final String text;

  Header(String text) {
    this.text = text;
  }

  /// As it is written on the wire.
  public String text() {
    return text;
  }
}
