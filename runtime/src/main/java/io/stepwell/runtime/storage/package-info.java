/// What the store's keys and values mean: every table with its number, the layout of its keys, and
/// the small rows. Segments and snapshots are module `engine`'s; here they are only placed.
///
/// Not here: who reads and writes them.
@NullMarked
package io.stepwell.runtime.storage;

import org.jspecify.annotations.NullMarked;
