package io.stepwell.tasks.items;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// An object while it is being written. [#complete] makes it visible, whole; one that is closed before
/// that never was.
public abstract class ObjectWriter extends FilterOutputStream {
  private boolean ended;

  /// @param part takes the bytes until the object is complete
  protected ObjectWriter(OutputStream part) {
    super(part);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
  }

  /// All of it was written.
  public final void complete() throws IOException {
    if (ended) {
      throw new IOException("the object has been completed or given up");
    }
    ended = true;
    try {
      super.close();
      publish();
    } catch (IOException | RuntimeException e) {
      discard();
      throw e;
    }
  }

  @Override
  public final void close() throws IOException {
    if (!ended) {
      ended = true;
      try {
        super.close();
      } finally {
        discard();
      }
    }
  }

  /// Puts what was written, which is closed, where readers look.
  protected abstract void publish() throws IOException;

  /// Removes what was written.
  protected abstract void discard() throws IOException;
}
