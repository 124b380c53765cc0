/// What the Studio and `stepwell` ask beside AWS's API, below `/stepwell/`: numbers, cost, filtered
/// lists, what waits, what is out of service, and changes as they happen. The page
/// `docs/howto/console-api.md` is its contract.
///
/// Not here: anything that AWS's API answers.
@NullMarked
package io.stepwell.api.console;

import org.jspecify.annotations.NullMarked;
