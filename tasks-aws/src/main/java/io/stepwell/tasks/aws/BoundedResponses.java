package io.stepwell.tasks.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.Abortable;

/// Ends responses that no service of AWS would send: the SDK reads them into memory to the end, and
/// a server that is none may send without end. What streams, such as an object of S3, is read as far as
/// its reader wants.
final class BoundedResponses implements ExecutionInterceptor {
  /// More than any answer that does not stream: Lambda's is 6 MiB.
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private final Service service;

  BoundedResponses(Service service) {
    this.service = service;
  }

  /// A response that was given up.
  static final class TooLargeException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("the response is larger than " + MAX_BYTES + " bytes");
    }

    /// Whether this is what lies behind a failure.
    static boolean isBehind(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof TooLargeException) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean streams =
        context.httpResponse().isSuccessful()
            && streams(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    return streams ? context.responseBody() : context.responseBody().map(Bounded::new);
  }

  private boolean streams(@Nullable String operation) {
    if (operation == null || operation.isEmpty()) {
      return false;
    }
    Operation found =
        service.operation(Character.toLowerCase(operation.charAt(0)) + operation.substring(1));
    return found != null && found.streams();
  }

  /// Hangs up beyond the bound: closing would read on, to keep the connection.
  private static final class Bounded extends FilterInputStream {
    private long left = MAX_BYTES;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = super.read(bytes, from, length);
      count(Math.max(0, n));
      return n;
    }

    private void count(int n) throws IOException {
      left -= n;
      if (left < 0) {
        if (in instanceof Abortable connection) {
          connection.abort();
        }
        throw new TooLargeException();
      }
    }
  }
}
