package io.stepwell.expression;

/// A text that burns fuel while it is read, so that a regular expression that backtracks without end
/// ends with the meter.
public final class MeteredText implements CharSequence {
  private static final int CHARACTERS_PER_STEP = 8;

  private final String text;
  private final Meter meter;
  private int unpaid;

  public MeteredText(String text, Meter meter) {
    this.text = text;
    this.meter = meter;
  }

  @Override
  public char charAt(int index) {
    if (++unpaid == CHARACTERS_PER_STEP) {
      unpaid = 0;
      meter.burn(1);
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new MeteredText(text.substring(start, end), meter);
  }

  @Override
  public String toString() {
    return text;
  }
}
