/// The intrinsic functions of the States Language (`States.Format(...)` and the rest): their syntax
/// and what they do.
///
/// Not here: the paths inside their arguments, which come compiled from package `jsonpath`.
@NullMarked
package io.stepwell.expression.intrinsics;

import org.jspecify.annotations.NullMarked;
