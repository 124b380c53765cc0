/// The conformance suite of the language: cases in JSON (`conformance/cases`), their reader, the
/// interface that an engine implements to be measured, the comparison, and the table in
/// `docs/compatibility.md` that is made from the cases.
///
/// Not here: anything that Stepwell needs in order to run. Nobody imports this module.
@NullMarked
package io.stepwell.conformance;

import org.jspecify.annotations.NullMarked;
