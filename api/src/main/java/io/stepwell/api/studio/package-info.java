/// The Studio's files, as the browser is given them.
///
/// Not here: what the Studio shows (module `studio`), and what it asks (the API, like any client).
@NullMarked
package io.stepwell.api.studio;

import org.jspecify.annotations.NullMarked;
