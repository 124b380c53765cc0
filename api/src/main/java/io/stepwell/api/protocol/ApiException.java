package io.stepwell.api.protocol;

import io.stepwell.api.auth.AuthException;
import io.stepwell.runtime.CallerException;
import java.io.Serial;
import java.util.Map;

/// An error as it goes out: the only place that knows namespaces, statuses and members.
///
/// AWS answers 400 to every error of a caller; clients go by the type behind the `#`.
final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final String MODEL = "com.amazonaws.swf.service.v2.model#";
  private static final String SERVICE = "com.amazon.coral.service#";
  private static final String VALIDATE = "com.amazon.coral.validate#";
  private static final String AVAILABILITY = "com.amazon.coral.availability#";

  private final String type;
  private final int status;
  private final transient Map<String, String> members;

  private ApiException(String type, int status, String message, Map<String, String> members) {
    super(message, null, false, false);
    this.type = type;
    this.status = status;
    this.members = members;
  }

  static ApiException validation(String message) {
    return new ApiException(VALIDATE + "ValidationException", 400, message, Map.of());
  }

  static ApiException serialization(String message) {
    return new ApiException(SERVICE + "SerializationException", 400, message, Map.of());
  }

  static ApiException tooLarge(String message) {
    return new ApiException(SERVICE + "RequestEntityTooLargeException", 413, message, Map.of());
  }

  static ApiException unknownOperation(String message) {
    return new ApiException(SERVICE + "UnknownOperationException", 400, message, Map.of());
  }

  static ApiException internal(String message) {
    return new ApiException(SERVICE + "InternalFailure", 500, message, Map.of());
  }

  static ApiException denied(String message) {
    return new ApiException(SERVICE + "AccessDeniedException", 400, message, Map.of());
  }

  static ApiException of(AuthException e) {
    return new ApiException(SERVICE + e.type(), 400, e.message(), Map.of());
  }

  static ApiException of(CallerException e) {
    String namespace =
        switch (e.code()) {
          case THROTTLING -> AVAILABILITY;
          case INTERNAL_FAILURE, SERVICE_UNAVAILABLE -> SERVICE;
          default -> MODEL;
        };
    int status =
        switch (e.code()) {
          case INTERNAL_FAILURE -> 500;
          case SERVICE_UNAVAILABLE -> 503;
          default -> 400;
        };
    return new ApiException(namespace + e.code().type(), status, e.message(), e.members());
  }

  int status() {
    return status;
  }

  /// As callers in this process see it.
  AwsJson.Answer answer() {
    String name = type.substring(type.indexOf('#') + 1);
    return new AwsJson.Answer.Refused(name, status, String.valueOf(getMessage()));
  }

  JsonOut body() {
    JsonOut out = new JsonOut().beginObject().member("__type", type);
    members.forEach(out::member);
    return out.member("message", getMessage()).endObject();
  }
}
