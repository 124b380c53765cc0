/// Pictures of definitions: a chart of states and transitions read from a definition, its layout in
/// layers, and how it is written as SVG or Mermaid.
///
/// Not here: reading files, checking definitions.
@NullMarked
package io.stepwell.cli.render;

import org.jspecify.annotations.NullMarked;
