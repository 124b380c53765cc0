import { isObject, type Json } from '../document/path';
import { condition } from './conditions';
import { dynamic, expressionOf, marked, pathExpression, template } from './expressions';

/** A field before and after. */
export interface Converted {
  field: string;
  before: unknown;
  after: string;
  value: unknown;
}

/** A field that somebody has to write anew. */
export interface Left {
  field: string;
  before: unknown;
  why: string;
}

export interface Conversion {
  state: Json;
  converted: Converted[];
  left: Left[];
}

const ACTING = ['Task', 'Parallel', 'Map'];
const BY_PATH = /^(Seconds|Timestamp|TimeoutSeconds|HeartbeatSeconds|MaxConcurrency|ToleratedFailureCount|ToleratedFailurePercentage|Items|Error|Cause)Path$/;
const NO_WAY = 'It is more than a way to one value';

/**
 * A state in JSONPath as one in JSONata that does the same. What has no counterpart stays as it is, with all
 * that depends on it: the validator marks it, so that nothing is lost or means something else unnoticed.
 */
export function toJsonata(state: Json): Conversion {
  return new Converter(state).convert();
}

class Converter {
  private readonly converted: Converted[] = [];
  private readonly left: Left[] = [];
  private state: Json;

  constructor(private readonly old: Json) {
    this.state = { ...old };
  }

  convert(): Conversion {
    const { old } = this;
    const type = String(old['Type']);
    const input = this.input();
    if (input === undefined) {
      this.leave(Object.keys(old).filter((key) => key === 'InputPath' || /Path$|^(Parameters|ResultSelector|ItemSelector|Choices)$/.test(key)), NO_WAY);
      return this.done();
    }
    this.arguments(type, input);
    this.byPath(input);
    this.parts(type, input);
    this.output(type, input);
    return this.done();
  }

  private done(): Conversion {
    return { state: this.state, converted: this.converted, left: this.left };
  }

  /** What `$` stands for; nothing when that can't be said. */
  private input(): string | undefined {
    const path = this.old['InputPath'];
    return path === undefined ? '$states.input' : path === null ? '{}' : pathExpression(String(path), '$states.input');
  }

  private arguments(type: string, input: string): void {
    const given = this.old['Parameters'];
    if (given === undefined || type === 'Pass' || type === 'Map') {
      if (given === undefined && this.old['InputPath'] !== undefined && (type === 'Task' || type === 'Parallel')) {
        this.put('InputPath', 'Arguments', marked(input));
      }
      return;
    }
    this.template('Parameters', 'Arguments', input);
  }

  private byPath(input: string): void {
    for (const [key, value] of Object.entries(this.old)) {
      const field = BY_PATH.exec(key)?.[1];
      if (field !== undefined) {
        const expression = typeof value === 'string' ? dynamic(value, input) : undefined;
        expression === undefined ? this.leave([key], NO_WAY) : this.put(key, field, marked(expression));
      }
    }
  }

  private parts(type: string, input: string): void {
    const assigned = ACTING.includes(type) ? '$states.result' : input;
    this.template('Assign', 'Assign', assigned);
    this.template('Credentials', 'Credentials', input);
    this.template('ItemSelector', 'ItemSelector', input);
    if (type === 'Map' && this.old['Parameters'] !== undefined) {
      this.template('Parameters', 'ItemSelector', input);
    }
    if (type === 'Map' && input !== '$states.input' && this.old['ItemsPath'] === undefined) {
      this.put('InputPath', 'Items', marked(input));
    }
    this.inner('ItemReader', input);
    this.inner('ResultWriter', input);
    const batcher = this.old['ItemBatcher'];
    if (isObject(batcher) && JSON.stringify(batcher).includes('$')) {
      this.leave(['ItemBatcher'], 'Its paths have to be written as expressions');
    }
    this.list('Choices', (rule) => this.rule(rule, input));
    this.list('Catch', (catcher) => this.catcher(catcher, input));
  }

  /** A part of a Map that has Parameters of its own. */
  private inner(field: string, input: string): void {
    const part = this.old[field];
    if (isObject(part) && part['Parameters'] !== undefined) {
      const { Parameters, ...rest } = part;
      const made = template(Parameters, input);
      made === undefined ? this.leave([field], NO_WAY) : this.put(field, field, { ...rest, Arguments: made.value });
    }
  }

  private list(field: string, convert: (item: Json) => Json | undefined): void {
    const items = this.old[field];
    if (!Array.isArray(items)) {
      return;
    }
    const made = items.map((item: unknown) => (isObject(item) ? convert(item) : undefined));
    if (made.includes(undefined)) {
      this.leave([field], 'A part of it has no counterpart');
    } else if (JSON.stringify(made) !== JSON.stringify(items)) {
      this.put(field, field, made);
    }
  }

  private rule(rule: Json, input: string): Json | undefined {
    const expression = condition(rule, input);
    const assign = rule['Assign'] === undefined ? { value: undefined } : template(rule['Assign'], input);
    if (expression === undefined || assign === undefined) {
      return undefined;
    }
    const { Next, Comment } = rule;
    return defined({ Comment, Condition: marked(expression), Assign: assign.value, Next });
  }

  private catcher(catcher: Json, input: string): Json | undefined {
    const { ResultPath, Assign, Next, ...rest } = catcher;
    const output = ResultPath === undefined || ResultPath === '$' ? undefined : put(ResultPath, input, '$states.errorOutput');
    const assign = Assign === undefined ? { value: undefined } : template(Assign, '$states.errorOutput');
    const lost = ResultPath !== undefined && ResultPath !== '$' && output === undefined;
    return lost || assign === undefined ? undefined : defined({ ...rest, Output: output && marked(output), Assign: assign.value, Next });
  }

  /** What the state makes: the result, chosen from, put into the input, chosen from again. */
  private output(type: string, input: string): void {
    const { old } = this;
    const fields = ['ResultSelector', 'ResultPath', 'OutputPath', 'Result', ...(type === 'Pass' ? ['Parameters'] : [])].filter((key) => old[key] !== undefined);
    const acting = ACTING.includes(type);
    if (type === 'Fail' || (fields.length === 0 && (acting || old['InputPath'] === undefined))) {
      this.drop('InputPath');
      return;
    }
    const result = this.result(type, input);
    const merged = result === undefined ? undefined : put(old['ResultPath'] ?? (old['ResultPath'] === null ? null : '$'), input, result.expression);
    const chosen = merged === undefined ? undefined : from(old['OutputPath'], merged);
    if (result === undefined || chosen === undefined) {
      this.leave([...fields, ...(old['InputPath'] === undefined ? [] : ['InputPath'])], 'What it makes of the result is more than a way to one value');
      return;
    }
    const plain = chosen === result.expression && result.value !== undefined ? result.value : marked(chosen);
    const usual = chosen === (acting ? '$states.result' : '$states.input');
    for (const field of fields) {
      delete this.state[field];
    }
    this.drop('InputPath');
    const before = Object.fromEntries(fields.map((field) => [field, old[field]]));
    if (usual) {
      this.converted.push({ field: fields.join(', ') || 'InputPath', before, after: 'nothing: it is so anyway', value: undefined });
    } else {
      this.insert('Output', plain);
      this.converted.push({ field: fields.join(', ') || 'InputPath', before: fields.length === 0 ? old['InputPath'] : before, after: 'Output', value: plain });
    }
  }

  private result(type: string, input: string): { expression: string; value?: unknown } | undefined {
    const { old } = this;
    const given = type === 'Pass' ? (old['Result'] === undefined ? old['Parameters'] : undefined) : old['ResultSelector'];
    if (type === 'Pass' && old['Result'] !== undefined) {
      return { expression: expressionOf(old['Result']), value: old['Result'] };
    }
    if (given === undefined) {
      return { expression: ACTING.includes(type) ? '$states.result' : input };
    }
    const made = template(given, type === 'Pass' ? input : '$states.result');
    return made === undefined ? undefined : { expression: expressionOf(made.value), value: made.value };
  }

  private template(field: string, to: string, root: string): void {
    const given = this.old[field];
    if (given === undefined) {
      return;
    }
    const made = template(given, root);
    if (made === undefined) {
      this.leave([field], NO_WAY);
    } else if (field !== to || JSON.stringify(made.value) !== JSON.stringify(given)) {
      this.put(field, to, made.value);
    }
  }

  private leave(fields: readonly string[], why: string): void {
    this.left.push(...fields.map((field) => ({ field, before: this.old[field], why })));
  }

  /** In the place of the old field. */
  private put(field: string, to: string, value: unknown): void {
    this.converted.push({ field, before: this.old[field], after: to, value });
    this.state = Object.fromEntries(Object.entries(this.state).map(([key, part]) => (key === field ? [to, value] : [key, part])));
    if (this.state[to] === undefined) {
      this.insert(to, value);
    }
  }

  private drop(field: string): void {
    if (!this.left.some((one) => one.field === field)) {
      delete this.state[field];
    }
  }

  /** Before the transition, which people look for at the end. */
  private insert(field: string, value: unknown): void {
    const entries = Object.entries(this.state).filter(([key]) => key !== field);
    const at = entries.findIndex(([key]) => ['Assign', 'Retry', 'Catch', 'Choices', 'Default', 'Next', 'End'].includes(key));
    entries.splice(at < 0 ? entries.length : at, 0, [field, value]);
    this.state = Object.fromEntries(entries);
  }
}

/** A result put into the input where a reference path says; nothing when it can't be. */
function put(path: unknown, input: string, result: string): string | undefined {
  if (path === null) {
    return input;
  }
  const keys = /^\$((?:\.[A-Za-z_]\w*)*)$/.exec(String(path))?.[1]?.split('.').slice(1);
  return keys?.reduceRight<[string, string[]]>(
    ([value, inner], key) => [`$merge([${[input, ...inner.slice(0, -1)].join('.')}, {'${key}': ${value}}])`, inner.slice(0, -1)],
    [result, keys],
  )[0];
}

function from(path: unknown, whole: string): string | undefined {
  return path === undefined || path === '$' ? whole : path === null ? '{}' : pathExpression(String(path), /^[$\w.]+$/.test(whole) || whole.startsWith('$merge(') ? whole : `(${whole})`);
}

function defined(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
