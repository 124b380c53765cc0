/// Where the items of a distributed Map come from and its results go: objects in buckets, and the
/// formats inside them.
///
/// Not here: ItemSelector and ItemBatcher (module `runtime`), who stores the objects of real S3.
@NullMarked
package io.stepwell.tasks.items;

import org.jspecify.annotations.NullMarked;
