/// The faces: every HTTP route of the server, and the gate in front of them.
///
/// Not here: the wire (package `http`), the AWS JSON protocol (`protocol`), the operations of the
/// Step Functions API (`states`) and of the Lambda API (`lambda`).
@NullMarked
package io.stepwell.api;

import org.jspecify.annotations.NullMarked;
