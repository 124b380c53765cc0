/// A small HTTP server of our own words over Helidon, which nobody else sees.
///
/// Not here: routes and what they mean.
@NullMarked
package io.stepwell.api.http;

import org.jspecify.annotations.NullMarked;
