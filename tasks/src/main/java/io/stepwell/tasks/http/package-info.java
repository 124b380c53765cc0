/// Services over HTTP as task resources: a small client with kept connections, HTTP tasks with
/// their connections, and functions that are mapped to a URL.
///
/// Not here: which function is mapped to which URL, which connections there are (the server's
/// configuration).
@NullMarked
package io.stepwell.tasks.http;

import org.jspecify.annotations.NullMarked;
