/// The catalog: what is no execution. State machines with revisions and versions, definitions by
/// content, activities, accounts; and the rules of names and ARNs.
///
/// Not here: executions, and the rules of the language (module `asl`).
@NullMarked
package io.stepwell.runtime.catalog;

import org.jspecify.annotations.NullMarked;
