/// The command line: `stepwell server`, `quickstart`, `run`, `config`, `doctor`.
///
/// Not here: what a server is made of (module `server`). Commands that talk to a server use its
/// public API, as any other client.
@NullMarked
package io.stepwell.cli;

import org.jspecify.annotations.NullMarked;
