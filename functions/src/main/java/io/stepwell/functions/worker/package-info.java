/// The program of a Java worker: it runs in a process of its own, loads one function and serves its
/// calls over the Lambda Runtime API.
///
/// Not here: anything that runs in the server. This package needs module `json` and the JDK only.
@NullMarked
package io.stepwell.functions.worker;

import org.jspecify.annotations.NullMarked;
