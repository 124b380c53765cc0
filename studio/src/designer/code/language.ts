import { graphOf, type Design } from '../document/design';
import { isObject, valueAt } from '../document/path';
import { CATCHER, fieldsOf, inLanguage, MACHINE, PROCESSOR_CONFIG, RETRIER, RULE, type Field } from '../inspector/fields';
import type { Language } from '../patterns/entry';
import type { Spot } from './place';

/** What the States Language has at a place of a definition. */

const TYPES = ['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'];
const ERRORS = [
  'States.ALL',
  'States.TaskFailed',
  'States.Timeout',
  'States.HeartbeatTimeout',
  'States.DataLimitExceeded',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.Runtime',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
];

const SCOPE: readonly Field[] = MACHINE.filter(({ key }) => key === 'Comment');

/** The fields that the object at a place can have. */
export function fieldsAt({ path, known }: Spot, design: Design): readonly Field[] {
  const kind = path.at(-2) === 'States' ? 'state' : holderOf(path);
  const language = languageOf(design, known);
  switch (kind) {
    case 'state': {
      const written = valueAt(design.definition, path);
      const type = known.get('Type') ?? (isObject(written) ? String(written['Type'] ?? '') : '');
      return fieldsOf(type, language);
    }
    case 'Retry':
      return inLanguage(RETRIER, language);
    case 'Catch':
      return inLanguage(CATCHER, language);
    case 'Choices':
      return inLanguage(RULE, language);
    case 'ProcessorConfig':
      return PROCESSOR_CONFIG;
    case 'ItemProcessor':
    case 'Branches':
      return SCOPE;
    default:
      return path.length === 0 ? MACHINE : [];
  }
}

/** The key that a list's items, or an object, are under. */
function holderOf(path: Spot['path']): string | undefined {
  const key = path.findLast((part) => typeof part === 'string');
  return key === undefined ? undefined : String(key);
}

/** Keys that every object of its kind has and the forms don't edit as fields. */
export function structureAt({ path }: Spot): readonly [string, string][] {
  const last = holderOf(path);
  if (path.at(-2) === 'States') {
    return [['Type', 'What kind of state it is']];
  }
  if (path.length === 0 || last === 'ItemProcessor' || last === 'Branches') {
    return [
      ['StartAt', 'The state that comes first'],
      ['States', 'The states by their names'],
    ];
  }
  return last === 'Catch' || last === 'Choices' ? [['Next', 'The state that comes next']] : [];
}

/** The texts that a value can be. */
export function valuesAt(spot: Spot, design: Design): readonly string[] {
  switch (spot.key) {
    case 'Type':
      return TYPES;
    case 'Next':
    case 'Default':
    case 'StartAt':
      return statesAround(spot, design);
    case 'ErrorEquals':
      return ERRORS;
    case 'QueryLanguage':
      return ['JSONata', 'JSONPath'];
    default:
      return fieldsAt(spot, design).find(({ key }) => key === spot.key)?.options ?? [];
  }
}

/** The states of the scope that a place is in. */
function statesAround({ path, key }: Spot, design: Design): string[] {
  const at = key === 'StartAt' ? path.length : path.lastIndexOf('States');
  const states = valueAt(design.definition, [...path.slice(0, Math.max(0, at)), 'States']);
  return isObject(states) ? Object.keys(states) : [...graphOf(design).states.keys()];
}

function languageOf(design: Design, known: ReadonlyMap<string, string>): Language {
  return (known.get('QueryLanguage') ?? design.definition?.['QueryLanguage']) === 'JSONata' ? 'JSONata' : 'JSONPath';
}
