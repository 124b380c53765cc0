/// What the tests of integrations share.
@NullMarked
package io.stepwell.tasks;

import org.jspecify.annotations.NullMarked;
