/// Who makes a request: AWS Signature Version 4 against configured keys, the Studio's sessions, and
/// what each role may do.
///
/// Not here: which keys there are (the server's configuration), how an error looks on a wire
/// (package `io.stepwell.api`).
@NullMarked
package io.stepwell.api.auth;

import org.jspecify.annotations.NullMarked;
