/** Numbers as people read them, in the reader's own language. */

const WHOLE = new Intl.NumberFormat();
const SHORT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** `1,234,567` */
export function count(value: number): string {
  return WHOLE.format(value);
}

/** `1.2M` */
export function short(value: number): string {
  return value < 10_000 ? WHOLE.format(value) : SHORT.format(value);
}

/** Dollars with as many digits as say something: `$0`, `$0.000025`, `$0.0182`, `$12.34`. */
export function usd(value: number): string {
  if (value === 0) {
    return '$0';
  }
  const size = Math.abs(value);
  const digits = size >= 1 ? 2 : Math.min(10, 2 - Math.floor(Math.log10(size)));
  const text = size.toFixed(digits).replace(/(\.\d*?)0+$/, size >= 1 ? '$&' : '$1').replace(/\.$/, '');
  return `${value < 0 ? '−' : ''}$${size >= 1_000 ? WHOLE.format(Number(text)) : text}`;
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** `812 bytes`, `1.4 MB` */
export function bytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(value) / Math.log(1024)));
  const scaled = value / 1024 ** step;
  return `${step === 0 ? scaled : scaled.toFixed(scaled < 10 ? 1 : 0)} ${UNITS[step]}`;
}

/** A share in hundredths: `97.3 %`; nothing when there is no whole. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(part === whole || part === 0 ? 0 : 1)} %`;
}
