/// The promise of a store as tests, for every store to extend.
@NullMarked
package io.stepwell.store;

import org.jspecify.annotations.NullMarked;
