import { at, insertAt, setAt, type Design } from '../document/design';
import { isObject, type Json } from '../document/path';
import { addState } from './add';
import { refused, type Outcome } from './outcome';
import { catchesErrors, goesOn, languageOf, namesOf, stateOf, statePath, uniqueName } from './places';

/** A rule to begin with, which holds when something is there. */
export function newRule(language: 'JSONPath' | 'JSONata', next: string): Json {
  return language === 'JSONata'
    ? { Condition: '{% $exists($states.input.value) %}', Next: next }
    : { Variable: '$.value', IsPresent: true, Next: next };
}

/** One more rule of a Choice, before its default. */
export function addChoiceRule(design: Design, choice: string, to?: string): Outcome {
  const state = stateOf(design, choice);
  if (state?.type !== 'Choice') {
    return refused(design, `${choice} is no Choice`);
  }
  const target = to ?? state.scope.edges.findLast(({ from }) => from === choice)?.to;
  if (target === undefined) {
    const added = addState(design, {
      container: statePath(state).slice(0, -2),
      state: { name: 'Done', state: { Type: 'Succeed' } },
      at: { kind: 'alone' },
    });
    const [name] = added.selected;
    return name === undefined ? added : { ...addChoiceRule(added.design, choice, name), selected: [choice] };
  }
  return { design: appended(design, state.name, 'Choices', newRule(languageOf(design, choice), target)), selected: [choice] };
}

/** What a new retrier or catcher is for: everything, or when the last one is for that, something before it. */
export function newErrors(list: unknown): { errors: string[]; index: number } {
  const items: unknown[] = Array.isArray(list) ? list : [];
  const last = items.at(-1);
  const names = isObject(last) && Array.isArray(last['ErrorEquals']) ? last['ErrorEquals'] : [];
  return names.includes('States.ALL')
    ? { errors: ['States.Timeout'], index: items.length - 1 }
    : { errors: ['States.ALL'], index: items.length };
}

/** One more catcher; without a state to lead to, a Fail is made for it. */
export function addCatcher(design: Design, name: string, to?: string): Outcome {
  const state = stateOf(design, name);
  const { errors, index } = newErrors(state?.json['Catch']);
  if (state === undefined || !catchesErrors(state.type)) {
    return refused(design, `${name} can't catch errors: only Task, Parallel and Map do`);
  }
  if (to !== undefined) {
    return { design: appended(design, name, 'Catch', { ErrorEquals: errors, Next: to }, index), selected: [name] };
  }
  const handler = uniqueName(namesOf(design), `${name.slice(0, 60)} failed`);
  const language = languageOf(design);
  const fail: Json =
    language === 'JSONata'
      ? { Type: 'Fail', Error: '{% $states.input.Error %}', Cause: '{% $states.input.Cause %}' }
      : { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' };
  const catcher: Json = { ErrorEquals: errors, Next: handler };
  if (languageOf(design, name) === 'JSONata') {
    catcher['Output'] = '{% $states.errorOutput %}';
  }
  const states = statePath(state).slice(0, -1);
  const written = insertAt(design, states, handler, fail, { after: name });
  return { design: appended(written, name, 'Catch', catcher, index), selected: [name] };
}

/** Before `Next` and `End`, where these lists usually stand. */
function appended(design: Design, name: string, field: 'Choices' | 'Catch', item: Json, index?: number): Design {
  const state = stateOf(design, name);
  if (state === undefined) {
    return design;
  }
  const path = statePath(state);
  const list = at(design, [...path, field]);
  if (Array.isArray(list)) {
    return insertAt(design, [...path, field], index ?? list.length, item, { before: index ?? list.length });
  }
  const before = ['Next', 'End'].find((key) => state.json[key] !== undefined);
  return goesOn(state.type) && before !== undefined
    ? insertAt(design, path, field, [item], { before })
    : setAt(design, [...path, field], [item]);
}
