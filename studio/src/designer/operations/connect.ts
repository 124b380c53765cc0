import { at, insertAt, removeAt, setAt, type Design } from '../document/design';
import type { Path } from '../document/path';
import { withNext, withStart } from './add';
import { refused, type Outcome } from './outcome';
import { goesOn, languageOf, scopeAt, stateOf, statePath } from './places';
import { newRule } from './rules';

/**
 * Makes a transition. With `which` it is the one that this field makes, which gets another end; without,
 * the natural one: `Next`, or of a Choice the `Default` and then a new rule.
 */
export function connect(design: Design, from: string, to: string, which?: Path): Outcome {
  const source = stateOf(design, from);
  const target = stateOf(design, to);
  if (source === undefined || target === undefined) {
    return refused(design, `There is no state ${source === undefined ? from : to}`);
  }
  if (source.scope.id !== target.scope.id) {
    return refused(design, 'Transitions stay inside of their branch or processor');
  }
  const path = statePath(source);
  const done = (changed: Design): Outcome => ({ design: changed, selected: [from] });
  if (which !== undefined && which[0] !== 'Next') {
    return done(setAt(design, [...path, ...which], to));
  }
  if (goesOn(source.type)) {
    return done(withNext(design, path, to));
  }
  if (source.type !== 'Choice') {
    return refused(design, `${from} ends the execution: it leads nowhere`);
  }
  if (source.json['Default'] === undefined) {
    return done(setAt(design, [...path, 'Default'], to));
  }
  const rules = Array.isArray(source.json['Choices']) ? source.json['Choices'].length : 0;
  const ready = rules === 0 ? setAt(design, [...path, 'Choices'], []) : design;
  return done(insertAt(ready, [...path, 'Choices'], rules, newRule(languageOf(design, from), to), 'end'));
}

/** Takes a transition away: a `Next` becomes `End`; a rule, a default, a catcher goes. */
export function disconnect(design: Design, from: string, which: Path): Outcome {
  const source = stateOf(design, from);
  if (source === undefined) {
    return refused(design, `There is no state ${from}`);
  }
  const path = statePath(source);
  if (at(design, [...path, ...which]) === undefined) {
    return refused(design, 'The transition is gone');
  }
  return { design: withoutEdge(design, path, which), selected: [from] };
}

export function withoutEdge(design: Design, state: Path, which: Path): Design {
  if (which[0] === 'Next') {
    return withNext(design, state, undefined);
  }
  if (which[0] === 'Catch' && (at(design, [...state, 'Catch']) as unknown[]).length === 1) {
    return removeAt(design, [...state, 'Catch']);
  }
  return removeAt(design, [...state, ...which.slice(0, 2)]);
}

export function setStart(design: Design, name: string): Outcome {
  const state = stateOf(design, name);
  if (state === undefined) {
    return refused(design, `There is no state ${name}`);
  }
  const container = statePath(state).slice(0, -2);
  return scopeAt(design, container)?.startAt === name
    ? { design, selected: [name] }
    : { design: withStart(design, container, name), selected: [name] };
}
