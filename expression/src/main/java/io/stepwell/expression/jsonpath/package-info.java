/// JSONPath as AWS runs it (States Language, "Paths" and "Reference Paths"), and payload templates.
///
/// Not here: intrinsic functions and JSONata.
@NullMarked
package io.stepwell.expression.jsonpath;

import org.jspecify.annotations.NullMarked;
