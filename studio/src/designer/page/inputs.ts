import type { State } from '../../asl/definition';

/** The input that a machine was run with last in this browser. */
const PREFIX = 'stepwell.input.';

/** @param otherwise when there is none */
export function keptInput(machine: string, otherwise = '{}'): string {
  try {
    return localStorage.getItem(PREFIX + machine) ?? otherwise;
  } catch {
    return otherwise; // storage is switched off
  }
}

const READ = /\$states\.input((?:\.[A-Za-z_]\w*)+)/g;
const PATH = /^\$((?:\.[A-Za-z_]\w*)+)$/;

/** An input with the fields that a state reads, to be filled in. */
export function sketchOf(state: State | undefined): string {
  const sketch: Sketch = {};
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const paths = [...value.matchAll(READ), ...[PATH.exec(value)].filter((found) => found !== null)];
      paths.forEach(([, path = '']) => put(sketch, path.split('.').slice(1)));
    } else if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(visit);
    }
  };
  const { Type: _, ResultPath: __, Catch: ___, ...read } = state?.json ?? {};
  visit(read);
  return JSON.stringify(sketch, null, 2);
}

interface Sketch {
  [key: string]: Sketch | '';
}

function put(sketch: Sketch, [key, ...further]: string[]): void {
  if (key === undefined) {
    return;
  }
  if (further.length === 0) {
    sketch[key] ??= '';
    return;
  }
  const known = sketch[key];
  const inner: Sketch = known === undefined || known === '' ? {} : known;
  sketch[key] = inner;
  put(inner, further);
}

export function keepInput(machine: string, text: string): void {
  try {
    localStorage.setItem(PREFIX + machine, text);
  } catch {
    // storage is full or switched off: it is typed again next time
  }
}
