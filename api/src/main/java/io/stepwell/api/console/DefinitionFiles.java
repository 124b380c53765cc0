package io.stepwell.api.console;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The files that machines of this server come from, while it runs for a folder. Machines are told by
/// name: no path comes from a client.
public interface DefinitionFiles {
  /// A file as it is now.
  ///
  /// @param name as people know it: the path below the folder
  /// @param digest another one whenever the bytes are others
  record Content(String name, String text, String digest) {}

  /// What became of a save.
  sealed interface Outcome {}

  /// It is written.
  ///
  /// @param problem why the machine is still the one before, if it is
  record Saved(Content content, @Nullable String problem) implements Outcome {}

  /// Nothing was written: the file is not the one that was read.
  record Changed(Content content) implements Outcome {}

  /// The file that a machine comes from; null when it comes from none, or the file is gone.
  ///
  /// @throws IOException with a sentence, when it cannot be read as text
  @Nullable Content read(String machine) throws IOException;

  /// Writes a file, if it still is what was read, and deploys the machine from it.
  ///
  /// @param digest of what was read
  /// @return null when there is no file
  @Nullable Outcome save(String machine, String text, String digest) throws IOException;
}
