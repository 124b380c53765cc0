package io.stepwell.api.console;

import java.io.IOException;

/// Makes copies of everything that a server keeps, while it runs.
public interface Backups {
  /// A copy that is complete and was checked.
  ///
  /// @param directory where it is, on the server's machine
  /// @param takenAt what was acknowledged until then is in it; epoch milliseconds
  record Taken(String directory, long files, long bytes, long takenAt) {}

  /// @param directory absolute; does not exist yet, or is empty
  /// @throws IOException with a sentence, when there is no copy now
  Taken take(String directory) throws IOException;
}
