package io.stepwell.api.auth;

/// What a signature is good for: `DATE/REGION/SERVICE/aws4_request`.
record Scope(String date, String region, String service) {
  static final String TERMINATOR = "aws4_request";

  @Override
  public String toString() {
    return date + "/" + region + "/" + service + "/" + TERMINATOR;
  }
}
