/// Express executions: the same decisions as standard ones, kept in memory and never committed. A
/// synchronous one leaves nothing on disk; an asynchronous one has one durable row from before its
/// start is answered until its end, and runs again from the start after a crash.
///
/// To run one from inside, as a Distributed Map does with its express children, call
/// [ExpressExecutions#run]: it returns when the execution has ended, and ends it when the calling
/// thread is interrupted.
///
/// Not here: the rules of the language (module `engine`), and what a StartExecution must pass first
/// (`node`).
@NullMarked
package io.stepwell.runtime.express;

import org.jspecify.annotations.NullMarked;
