/// What becomes of effects: tasks are called on virtual threads, within a limit for each resource;
/// activity tasks are handed to workers that poll.
///
/// Not here: when an effect opens and closes (module `engine`), and how a call is made (module
/// `tasks`).
@NullMarked
package io.stepwell.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
