/** Values of JSON, and where they stand. */

export type Json = { [key: string]: unknown };

/** Keys and indices from the whole to a part: `['States', 'Charge', 'Catch', 0]`. */
export type Path = readonly (string | number)[];

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, key) => {
    if (Array.isArray(part)) {
      return part[Number(key)];
    }
    return isObject(part) && Object.hasOwn(part, key) ? part[key] : undefined;
  }, value);
}

/** Equal as JSON, the order of keys included. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => same(item, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    const others = Object.keys(b);
    return keys.length === others.length && keys.every((key, i) => key === others[i] && same(a[key], b[key]));
  }
  return Object.is(a, b);
}
