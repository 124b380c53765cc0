/// What all expressions share: where they read from, what they may spend, how they fail.
///
/// Not here: the syntax of a language (`jsonpath`, `intrinsics`, `jsonata`), and which field of a
/// state holds which expression (module `asl`).
@NullMarked
package io.stepwell.expression;

import org.jspecify.annotations.NullMarked;
