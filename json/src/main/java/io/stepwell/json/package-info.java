/// JSON as plain immutable `java.util` values: reading, writing, size accounting, payloads.
///
/// Not here: paths and expressions over these values, and the language that is written in JSON.
@NullMarked
package io.stepwell.json;

import org.jspecify.annotations.NullMarked;
