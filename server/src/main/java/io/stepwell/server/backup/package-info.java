/// Backups: copies of data directories, and data directories made of them.
///
/// Not here: the consistent copy of the store itself, which is the store's.
@NullMarked
package io.stepwell.server.backup;

import org.jspecify.annotations.NullMarked;
