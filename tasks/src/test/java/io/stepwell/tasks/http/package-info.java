/// Tests of tasks over HTTP, against real sockets.
@NullMarked
package io.stepwell.tasks.http;

import org.jspecify.annotations.NullMarked;
