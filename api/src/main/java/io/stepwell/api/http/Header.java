package io.stepwell.api.http;

/// The request headers that something here reads.
public enum Header {
  ACCEPT_ENCODING("Accept-Encoding"),
  AUTHORIZATION("Authorization"),
  AMZ_CLIENT_CONTEXT("X-Amz-Client-Context"),
  AMZ_INVOCATION_TYPE("X-Amz-Invocation-Type"),
  AMZ_LOG_TYPE("X-Amz-Log-Type"),
  AMZ_TARGET("X-Amz-Target"),
  AMZN_TRACE_ID("X-Amzn-Trace-Id"),
  CONTENT_TYPE("Content-Type"),
  HOST("Host"),
  ORIGIN("Origin"),
  SEC_FETCH_SITE("Sec-Fetch-Site");

  private final String text;

  Header(String text) {
    this.text = text;
  }

  /// As it is written on the wire.
  public String text() {
    return text;
  }
}
