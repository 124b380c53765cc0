/// Tests of who makes a request.
@NullMarked
package io.stepwell.api.auth;

import org.jspecify.annotations.NullMarked;
