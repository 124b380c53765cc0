/// What is wrong with a definition, in AWS's codes, words and places.
///
/// Every rule adds a finding and goes on; nothing throws. What the tables say comes from AWS's
/// recorded answers where there are any.
///
/// Not here: making the plan (`plan`).
@NullMarked
package io.stepwell.asl.validate;

import org.jspecify.annotations.NullMarked;
