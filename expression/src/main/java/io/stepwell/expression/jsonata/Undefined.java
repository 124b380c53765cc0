package io.stepwell.expression.jsonata;

/// JSONata's "nothing", which is not JSON's null.
enum Undefined {
  VALUE
}
