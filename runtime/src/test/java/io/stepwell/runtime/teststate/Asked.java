package io.stepwell.runtime.teststate;

import io.stepwell.runtime.TestState;
import io.stepwell.runtime.TestState.Configuration;
import io.stepwell.runtime.TestState.Level;
import io.stepwell.runtime.TestState.Mock;
import io.stepwell.runtime.TestState.ValidationMode;
import org.jspecify.annotations.Nullable;

/// A request under construction. JSON is written with single quotes.
final class Asked {
  static final String ROLE = "arn:aws:iam::123456789012:role/test";

  private final String definition;
  private @Nullable String stateName;
  private @Nullable String role;
  private @Nullable String input;
  private @Nullable String variables;
  private @Nullable String context;
  private Level level = Level.DEBUG;
  private boolean reveals;
  private @Nullable Mock mock;
  private @Nullable Integer retries;
  private @Nullable String causedBy;
  private @Nullable Integer failures;
  private @Nullable String readerData;

  private Asked(String definition) {
    this.definition = definition;
  }

  static Asked of(String definition) {
    return new Asked(json(definition));
  }

  static String json(String text) {
    return text.replace('\'', '"');
  }

  Asked named(String name) {
    stateName = name;
    return this;
  }

  Asked role() {
    role = ROLE;
    return this;
  }

  Asked input(String text) {
    input = json(text);
    return this;
  }

  Asked variables(String text) {
    variables = json(text);
    return this;
  }

  Asked context(String text) {
    context = json(text);
    return this;
  }

  Asked level(Level other) {
    level = other;
    return this;
  }

  Asked revealing() {
    reveals = true;
    return this;
  }

  Asked result(String text) {
    return result(text, ValidationMode.STRICT);
  }

  Asked result(String text, ValidationMode mode) {
    mock = new Mock(json(text), false, null, null, mode);
    return this;
  }

  Asked failure(@Nullable String error, @Nullable String cause) {
    mock = new Mock(null, true, error, cause, ValidationMode.STRICT);
    return this;
  }

  Asked mock(Mock other) {
    mock = other;
    return this;
  }

  Asked retries(int count) {
    retries = count;
    return this;
  }

  Asked causedBy(String name) {
    causedBy = name;
    return this;
  }

  Asked failures(int count) {
    failures = count;
    return this;
  }

  Asked readerData(String text) {
    readerData = json(text);
    return this;
  }

  TestState request() {
    return new TestState(
        definition,
        stateName,
        role,
        input,
        variables,
        context,
        level,
        reveals,
        mock,
        new Configuration(retries, causedBy, failures, readerData));
  }
}
