package io.stepwell.functions;

import org.jspecify.annotations.Nullable;

/// What replaces a function's code; the API's `UpdateFunctionCode`.
///
/// @param publish whether a version is published then
/// @param dryRun whether all is only checked
/// @param revisionId what the function's revision must be for the change to be made
public record UpdateCode(
    CodeZip zip, boolean publish, boolean dryRun, @Nullable String revisionId) {
  @Override
  public String toString() {
    return "UpdateCode " + zip.sha256();
  }
}
