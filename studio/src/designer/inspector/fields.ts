import type { Language } from '../patterns/entry';

/**
 * Which field stands where, and how it is edited: the table that the forms are made from. It says the
 * same as the validator's (docs/fields.md), and a test holds it to that.
 */

export type StateType = 'Task' | 'Parallel' | 'Map' | 'Pass' | 'Wait' | 'Choice' | 'Succeed' | 'Fail';

export type Section = 'does' | 'data' | 'errors' | 'flow' | 'more';

export type Kind =
  | 'text'
  /** A number, or in JSONata an expression that gives one. */
  | 'number'
  | 'path'
  | 'time'
  /** JSON, in which text may be an expression. */
  | 'json'
  | 'errors'
  | 'option'
  | 'language'
  | 'next'
  | 'state'
  | 'resource'
  | 'retriers'
  | 'catchers'
  | 'rules'
  | 'branches'
  | 'processor'
  /** An object with fields of its own. */
  | 'object';

export interface Field {
  readonly key: string;
  readonly kind: Kind;
  /** What it does, in a line. */
  readonly help: string;
  readonly section: Section;
  /** Where it stands; everywhere without. */
  readonly types?: readonly StateType[];
  /** The one query language that has it. */
  readonly only?: Language;
  /** Shown although it is not there. */
  readonly always?: boolean;
  /** Of fields with one group, only one is there. */
  readonly group?: string;
  readonly options?: readonly string[];
  /** Of an object. */
  readonly fields?: readonly Field[];
  /** What it begins with when it is added. */
  readonly initial: (language: Language) => unknown;
}

const ACTING: readonly StateType[] = ['Task', 'Parallel', 'Map'];
const GOING_ON: readonly StateType[] = [...ACTING, 'Pass', 'Wait'];
const ALL_BUT_FAIL: readonly StateType[] = [...GOING_ON, 'Choice', 'Succeed'];

const empty = () => ({});
const nothing = () => '';
const one = () => 1;
const whole = () => '$';

/** `TimeoutSeconds` and, in JSONPath, `TimeoutSecondsPath` in its place. */
function orPath(field: Field): Field[] {
  const { key, help, options: _, ...rest } = field;
  const path: Field = { ...rest, key: `${key}Path`, kind: 'path', help: `${help}; a path`, only: 'JSONPath', group: field.group ?? key, initial: whole };
  return [{ group: key, ...field }, path];
}

const STORAGE: readonly Field[] = [
  { key: 'Resource', kind: 'text', section: 'does', always: true, help: 'The call that reads or writes', initial: nothing },
  { key: 'Parameters', kind: 'json', section: 'does', only: 'JSONPath', help: 'What it is called with', initial: empty },
  { key: 'Arguments', kind: 'json', section: 'does', only: 'JSONata', help: 'What it is called with', initial: empty },
];

const READER_CONFIG: readonly Field[] = [
  { key: 'InputType', kind: 'option', options: ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'], section: 'does', always: true, help: 'What the file holds', initial: () => 'JSON' },
  { key: 'Transformation', kind: 'option', options: ['NONE', 'LOAD_AND_FLATTEN'], section: 'does', help: 'Whether listed files are read, too', initial: () => 'NONE' },
  { key: 'ManifestType', kind: 'option', options: ['S3_INVENTORY', 'ATHENA_DATA'], section: 'does', help: 'What wrote the manifest', initial: () => 'S3_INVENTORY' },
  { key: 'ItemsPointer', kind: 'text', section: 'does', help: 'Where the items are in a JSON file: /data/items', initial: () => '/' },
  ...orPath({ key: 'MaxItems', kind: 'number', section: 'does', help: 'How many items are read', initial: () => 100 }),
  { key: 'CSVHeaderLocation', kind: 'option', options: ['FIRST_ROW', 'GIVEN'], section: 'does', help: 'Where the names of the columns are', initial: () => 'FIRST_ROW' },
  { key: 'CSVHeaders', kind: 'json', section: 'does', help: 'The names of the columns', initial: () => [] },
  { key: 'CSVDelimiter', kind: 'option', options: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'], section: 'does', help: 'What stands between columns', initial: () => 'COMMA' },
];

const ITEM_READER: readonly Field[] = [
  ...STORAGE,
  { key: 'ReaderConfig', kind: 'object', section: 'does', always: true, fields: READER_CONFIG, help: 'What is read', initial: () => ({ InputType: 'JSON' }) },
];

const ITEM_BATCHER: readonly Field[] = [
  ...orPath({ key: 'MaxItemsPerBatch', kind: 'number', section: 'does', help: 'How many items a child execution gets', initial: () => 10 }),
  ...orPath({ key: 'MaxInputBytesPerBatch', kind: 'number', section: 'does', help: 'How large a child execution’s input gets', initial: () => 262_144 }),
  { key: 'BatchInput', kind: 'json', section: 'does', help: 'What each batch gets beside its items', initial: empty },
];

const RESULT_WRITER: readonly Field[] = [
  ...STORAGE,
  {
    key: 'WriterConfig',
    kind: 'object',
    section: 'does',
    help: 'How results are written',
    initial: () => ({ Transformation: 'COMPACT', OutputType: 'JSON' }),
    fields: [
      { key: 'Transformation', kind: 'option', options: ['NONE', 'COMPACT', 'FLATTEN'], section: 'does', always: true, help: 'What of the children is written', initial: () => 'COMPACT' },
      { key: 'OutputType', kind: 'option', options: ['JSON', 'JSONL'], section: 'does', always: true, help: 'In which form', initial: () => 'JSON' },
    ],
  },
];

export const PROCESSOR_CONFIG: readonly Field[] = [
  { key: 'Mode', kind: 'option', options: ['INLINE', 'DISTRIBUTED'], section: 'does', always: true, help: 'Inside of this execution, or a child execution for each', initial: () => 'INLINE' },
  { key: 'ExecutionType', kind: 'option', options: ['STANDARD', 'EXPRESS'], section: 'does', help: 'What the child executions are', initial: () => 'STANDARD' },
];

/** Every field of every state, in the order in which they are shown. */
export const STATE_FIELDS: readonly Field[] = [
  { key: 'Comment', kind: 'text', section: 'more', help: 'For whoever reads it', initial: nothing },
  { key: 'QueryLanguage', kind: 'language', section: 'more', help: 'Other than the machine’s', initial: (language) => language },
  { key: 'Resource', kind: 'resource', section: 'does', types: ['Task'], always: true, help: 'What is called', initial: nothing },
  { key: 'Branches', kind: 'branches', section: 'does', types: ['Parallel'], always: true, help: 'What is done at once', initial: () => [] },
  ...orPath({ key: 'Seconds', kind: 'number', section: 'does', types: ['Wait'], group: 'wait', help: 'How long, in seconds', initial: () => 5 }),
  ...orPath({ key: 'Timestamp', kind: 'time', section: 'does', types: ['Wait'], group: 'wait', help: 'Until when: 2030-01-31T12:00:00Z', initial: () => '2030-01-31T12:00:00Z' }),
  { key: 'Choices', kind: 'rules', section: 'does', types: ['Choice'], always: true, help: 'The first rule that holds says where it goes on', initial: () => [] },
  { key: 'Default', kind: 'state', section: 'does', types: ['Choice'], always: true, help: 'Where it goes on when no rule holds', initial: nothing },
  ...orPath({ key: 'Error', kind: 'text', section: 'does', types: ['Fail'], help: 'The name of the error', initial: () => 'Failed' }),
  ...orPath({ key: 'Cause', kind: 'text', section: 'does', types: ['Fail'], help: 'What happened, for people', initial: nothing }),
  { key: 'InputPath', kind: 'path', section: 'data', types: ALL_BUT_FAIL, only: 'JSONPath', help: 'The part of the input that is used', initial: whole },
  { key: 'Items', kind: 'json', section: 'does', types: ['Map'], only: 'JSONata', help: 'The items: a list or an expression', initial: () => '{% $states.input.items %}' },
  { key: 'ItemsPath', kind: 'path', section: 'does', types: ['Map'], only: 'JSONPath', help: 'Where the items are in the input', initial: () => '$.items' },
  { key: 'ItemReader', kind: 'object', section: 'does', types: ['Map'], fields: ITEM_READER, help: 'Items from a file or a bucket (distributed)', initial: () => ({ Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' } }) },
  { key: 'ItemProcessor', kind: 'processor', section: 'does', types: ['Map'], always: true, help: 'How the items are processed', initial: () => ({ ProcessorConfig: { Mode: 'INLINE' }, States: {} }) },
  { key: 'Iterator', kind: 'processor', section: 'does', types: ['Map'], help: 'The older name of ItemProcessor', initial: () => ({ States: {} }) },
  { key: 'ItemSelector', kind: 'json', section: 'does', types: ['Map'], help: 'What each iteration gets', initial: (language) => (language === 'JSONata' ? { item: '{% $states.context.Map.Item.Value %}' } : { 'item.$': '$$.Map.Item.Value' }) },
  { key: 'ItemBatcher', kind: 'object', section: 'does', types: ['Map'], fields: ITEM_BATCHER, help: 'Several items for each child execution', initial: () => ({ MaxItemsPerBatch: 10 }) },
  ...orPath({ key: 'MaxConcurrency', kind: 'number', section: 'does', types: ['Map'], help: 'How many at a time; 0 is as many as can be', initial: () => 5 }),
  ...orPath({ key: 'ToleratedFailureCount', kind: 'number', section: 'errors', types: ['Map'], help: 'How many items may fail', initial: one }),
  ...orPath({ key: 'ToleratedFailurePercentage', kind: 'number', section: 'errors', types: ['Map'], help: 'What share of the items may fail', initial: () => 5 }),
  { key: 'Label', kind: 'text', section: 'more', types: ['Map'], help: 'Part of the map run’s name', initial: () => 'Items' },
  { key: 'Parameters', kind: 'json', section: 'data', types: [...ACTING, 'Pass'], only: 'JSONPath', help: 'What it is called with', initial: empty },
  { key: 'Arguments', kind: 'json', section: 'data', types: ['Task', 'Parallel'], only: 'JSONata', help: 'What it is called with', initial: empty },
  { key: 'Result', kind: 'json', section: 'data', types: ['Pass'], only: 'JSONPath', help: 'A fixed result', initial: empty },
  { key: 'ResultWriter', kind: 'object', section: 'data', types: ['Map'], fields: RESULT_WRITER, help: 'Results into files (distributed)', initial: () => ({ Resource: 'arn:aws:states:::s3:putObject' }) },
  { key: 'ResultSelector', kind: 'json', section: 'data', types: ACTING, only: 'JSONPath', help: 'What of the result is used', initial: empty },
  { key: 'ResultPath', kind: 'path', section: 'data', types: [...ACTING, 'Pass'], only: 'JSONPath', help: 'Where the result is put into the input; null drops it', initial: () => '$.result' },
  { key: 'OutputPath', kind: 'path', section: 'data', types: ALL_BUT_FAIL, only: 'JSONPath', help: 'The part that goes on', initial: whole },
  { key: 'Output', kind: 'json', section: 'data', types: ALL_BUT_FAIL, only: 'JSONata', help: 'What goes on to the next state', initial: () => '{% $states.input %}' },
  { key: 'Assign', kind: 'json', section: 'data', types: [...GOING_ON, 'Choice'], help: 'Variables for later states', initial: empty },
  ...orPath({ key: 'TimeoutSeconds', kind: 'number', section: 'errors', types: ['Task'], help: 'When it is given up', initial: () => 60 }),
  ...orPath({ key: 'HeartbeatSeconds', kind: 'number', section: 'errors', types: ['Task'], help: 'How often a worker says that it lives', initial: () => 30 }),
  { key: 'Retry', kind: 'retriers', section: 'errors', types: ACTING, help: 'What is tried again, and how often', initial: () => [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }] },
  { key: 'Catch', kind: 'catchers', section: 'errors', types: ACTING, help: 'Where it goes on after an error', initial: () => [] },
  { key: 'Credentials', kind: 'json', section: 'more', types: ['Task'], help: 'The role that calls', initial: () => ({ RoleArn: '' }) },
  { key: 'Next', kind: 'next', section: 'flow', types: GOING_ON, always: true, help: 'Where it goes on', initial: nothing },
];

export const RETRIER: readonly Field[] = [
  { key: 'ErrorEquals', kind: 'errors', section: 'does', always: true, help: 'The errors that it is for', initial: () => ['States.ALL'] },
  { key: 'IntervalSeconds', kind: 'number', section: 'does', help: 'Before the first try, in seconds (1)', initial: one },
  { key: 'MaxAttempts', kind: 'number', section: 'does', help: 'How often it is tried again (3)', initial: () => 3 },
  { key: 'BackoffRate', kind: 'number', section: 'does', help: 'By how much each interval is longer (2)', initial: () => 2 },
  { key: 'MaxDelaySeconds', kind: 'number', section: 'does', help: 'The longest interval', initial: () => 60 },
  { key: 'JitterStrategy', kind: 'option', options: ['NONE', 'FULL'], section: 'does', help: 'Whether intervals are spread by chance', initial: () => 'FULL' },
  { key: 'Comment', kind: 'text', section: 'more', help: 'For whoever reads it', initial: nothing },
];

export const CATCHER: readonly Field[] = [
  { key: 'ErrorEquals', kind: 'errors', section: 'does', always: true, help: 'The errors that it is for', initial: () => ['States.ALL'] },
  { key: 'Next', kind: 'state', section: 'does', always: true, help: 'Where it goes on', initial: nothing },
  { key: 'ResultPath', kind: 'path', section: 'data', only: 'JSONPath', help: 'Where the error is put into the input', initial: () => '$.error' },
  { key: 'Output', kind: 'json', section: 'data', only: 'JSONata', help: 'What goes on', initial: () => '{% $states.errorOutput %}' },
  { key: 'Assign', kind: 'json', section: 'data', help: 'Variables for later states', initial: empty },
  { key: 'Comment', kind: 'text', section: 'more', help: 'For whoever reads it', initial: nothing },
];

/** Of a rule, beside its condition. */
export const RULE: readonly Field[] = [
  { key: 'Next', kind: 'state', section: 'does', always: true, help: 'Where it goes on when the rule holds', initial: nothing },
  { key: 'Output', kind: 'json', section: 'data', only: 'JSONata', help: 'What goes on', initial: () => '{% $states.input %}' },
  { key: 'Assign', kind: 'json', section: 'data', help: 'Variables for later states', initial: empty },
  { key: 'Comment', kind: 'text', section: 'more', help: 'For whoever reads it', initial: nothing },
];

export const MACHINE: readonly Field[] = [
  { key: 'Comment', kind: 'text', section: 'does', always: true, help: 'What the machine is for', initial: nothing },
  { key: 'QueryLanguage', kind: 'language', section: 'does', always: true, help: 'How its states look at data', initial: () => 'JSONata' },
  { key: 'StartAt', kind: 'state', section: 'does', always: true, help: 'The first state', initial: nothing },
  { key: 'TimeoutSeconds', kind: 'number', section: 'does', help: 'When an execution is given up', initial: () => 3600 },
  { key: 'Version', kind: 'option', options: ['1.0'], section: 'more', help: 'Of the language', initial: () => '1.0' },
];

/** The fields of a state, in the language that it is in. */
export function fieldsOf(type: string, language: Language): readonly Field[] {
  const own = STATE_FIELDS.filter(({ types }) => types === undefined || types.includes(type as StateType));
  return inLanguage(own, language);
}

export function inLanguage(fields: readonly Field[], language: Language): readonly Field[] {
  return fields.filter(({ only }) => only === undefined || only === language);
}
