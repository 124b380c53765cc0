/// The operations of the Step Functions API: a request's members to a call of the orchestrator, its
/// answer to members.
///
/// Not here: the rules (module `runtime`), the wire (package `protocol`).
@NullMarked
package io.stepwell.api.states;

import org.jspecify.annotations.NullMarked;
