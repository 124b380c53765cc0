import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Definitions that people wrote: the example's and those of the conformance suite. */
export interface Sample {
  name: string;
  text: string;
}

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');

export function corpus(): Sample[] {
  return [...examples(), ...cases()];
}

function examples(): Sample[] {
  const folder = join(REPOSITORY, 'examples');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.asl.json'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** The text of a definition is cut out of the case, as it is written there. */
function cases(): Sample[] {
  const folder = join(REPOSITORY, 'conformance', 'cases');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const { definition } = JSON.parse(text) as { definition?: unknown };
      if (typeof definition !== 'object' || definition === null) {
        return typeof definition === 'string' && isJson(definition) ? [{ name, text: definition }] : [];
      }
      return [{ name, text: cut(text) }];
    });
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** The object behind `"definition":`, with the indentation that it has there. */
function cut(text: string): string {
  const from = text.indexOf('{', text.indexOf('"definition"'));
  for (let to = text.indexOf('}', from); to > 0; to = text.indexOf('}', to + 1)) {
    const part = text.slice(from, to + 1);
    if (isJson(part)) {
      return part;
    }
  }
  throw new Error('No definition');
}
