import { isObject, type Json } from '../document/path';
import type { Language } from './entry';

/** A value that is looked up when the state runs, in both languages: `$.order.id` and `$states.input.order.id`. */
export class Lookup {
  constructor(
    readonly jsonPath: string,
    readonly jsonata: string,
  ) {}
}

/** A part of the state's input; the whole without a path. */
export function fromInput(path = ''): Lookup {
  return new Lookup(path === '' ? '$' : `$.${path}`, path === '' ? '$states.input' : `$states.input.${path}`);
}

/** A part of the context object: `Task.Token`. */
export function fromContext(path: string): Lookup {
  return new Lookup(`$$.${path}`, `$states.context.${path}`);
}

/** An object with lookups, as it is written in a language: `"Id.$": "$.id"` or `"Id": "{% … %}"`. */
export function template(value: Json, language: Language): Json {
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => {
    if (part instanceof Lookup) {
      return language === 'JSONata' ? [key, `{% ${part.jsonata} %}`] : [`${key}.$`, part.jsonPath];
    }
    return [key, Array.isArray(part) ? part.map((item: unknown) => inList(item, language)) : inList(part, language)];
  });
  return Object.fromEntries(entries);
}

function inList(value: unknown, language: Language): unknown {
  return isObject(value) ? template(value, language) : value;
}

/** A Task: what it calls, with what, and what of the answer goes on. */
export function task(language: Language, resource: string, input: Json, result?: string): Json {
  const given = Object.keys(input).length === 0 ? {} : { [language === 'JSONata' ? 'Arguments' : 'Parameters']: template(input, language) };
  const output =
    result === undefined ? {} : language === 'JSONata' ? { Output: `{% $states.result.${result} %}` } : { OutputPath: `$.${result}` };
  return { Type: 'Task', Resource: resource, ...given, ...output };
}
