/// The proof that an acknowledged execution is never lost: a real server process that is killed
/// again and again, and the services, workers and clients that outlive it.
///
/// Not here: crashes at a chosen commit, which `runtime` simulates.
@NullMarked
package io.stepwell.cli.durability;

import org.jspecify.annotations.NullMarked;
