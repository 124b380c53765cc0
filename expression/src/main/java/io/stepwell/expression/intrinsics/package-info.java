/// The intrinsic functions of the States Language (`States.Format(...)` and the rest).
///
/// Not here: the paths inside their arguments (`jsonpath`).
@NullMarked
package io.stepwell.expression.intrinsics;

import org.jspecify.annotations.NullMarked;
