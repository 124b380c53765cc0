import { at, insertAt, setAt, type Design } from '../document/design';
import { isObject, type Json, type Path } from '../document/path';
import { withStart, withStates } from './add';
import { groupOf, pieceOf, type Group } from './group';
import { refused, type Outcome } from './outcome';
import { leading, needsTarget, type Piece } from './piece';
import { containerPath, languageOf, namesOf, stateOf, statePath, uniqueName } from './places';
import { deleteStates } from './remove';

/** Puts states into a new Parallel, as its first branch, or into a new Map, as what is done for each item. */
export function wrapIn(design: Design, names: readonly string[], type: 'Parallel' | 'Map'): Outcome {
  const group = groupOf(design, names);
  if (group === undefined) {
    return refused(design, 'Only states that stand side by side can be wrapped together');
  }
  if (group.entries.length > 1) {
    return refused(design, `Transitions lead to ${group.entries.join(' and ')}: a ${type} has one beginning`);
  }
  const targets = new Set(group.out.filter(({ kind }) => kind !== 'catch').map(({ to }) => to));
  if (targets.size > 1) {
    return refused(design, `The states lead to ${[...targets].join(' and ')}: a ${type} goes on at one place`);
  }
  const catchers = liftedCatchers(design, group);
  if (catchers === undefined) {
    return refused(design, `Any error of the states leads to several others: a ${type} leads it to one`);
  }
  const [target] = targets;
  const container = containerPath(group.scope);
  const name = uniqueName(namesOf(design), type === 'Parallel' ? 'In parallel' : 'For each item');
  const key = type === 'Parallel' ? ['Branches', 0] : ['ItemProcessor'];
  const entering = group.scope.edges.filter(({ from, to }) => to === group.entry && !group.names.includes(from));
  const wasStart = group.scope.startAt === group.entry;
  const state = wrapper(design, catchers, type, target);
  const written = withStates(design, container, { startAt: name, states: { [name]: state } }, { before: group.names[0] as string });
  const linked = entering.reduce(
    (result, { from, field }) => setAt(result, [...container, 'States', from, ...field], name),
    wasStart ? withStart(written, container, name) : written,
  );
  const emptied = deleteStates(linked, group.names).design;
  const inside: Path = [...container, 'States', name, ...key];
  const piece = closed(design, group);
  return { design: withStart(withStates(emptied, inside, piece, 'end'), inside, piece.startAt), selected: [name] };
}

/** The states of the group, ending by themselves. */
function closed(design: Design, group: Group): Piece {
  const piece = pieceOf(group, () => false, design);
  if (!needsTarget(piece)) {
    return leading(piece, undefined);
  }
  const done = uniqueName(namesOf(design), 'Done');
  const led = leading(piece, done);
  return { ...led, states: { ...led.states, [done]: { Type: 'Succeed' } } };
}

/** What led errors out of the group, which the container will do; nothing when it can't. */
function liftedCatchers(design: Design, group: Group): Json[] | undefined {
  const catchers = group.out
    .filter(({ kind }) => kind === 'catch')
    .map(({ from, field }) => at(design, [...containerPath(group.scope), 'States', from, ...field.slice(0, 2)]) as Json);
  const distinct = [...new Map(catchers.map((catcher) => [JSON.stringify(catcher), catcher])).values()];
  const isForAll = ({ ErrorEquals: names }: Json) => Array.isArray(names) && names.includes('States.ALL');
  const all = distinct.filter(isForAll);
  return all.length > 1 ? undefined : [...distinct.filter((catcher) => !isForAll(catcher)), ...all];
}

/** Empty as yet. */
function wrapper(design: Design, catchers: Json[], type: 'Parallel' | 'Map', target: string | undefined): Json {
  return {
    Type: type,
    ...(type === 'Parallel' ? { Branches: [{ States: {} }] } : mapFields(languageOf(design), { States: {} })),
    ...(catchers.length === 0 ? {} : { Catch: catchers }),
    ...(target === undefined ? { End: true } : { Next: target }),
  };
}

function mapFields(language: 'JSONPath' | 'JSONata', inner: Json): Json {
  const items: Json = language === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' };
  return { ...items, ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...inner } };
}

/** One more branch, empty. */
export function addBranch(design: Design, name: string): Outcome {
  const path = parallel(design, name);
  if (path === undefined) {
    return refused(design, `${name} is no Parallel`);
  }
  const branches = at(design, [...path, 'Branches']);
  const ready = Array.isArray(branches) ? design : setAt(design, [...path, 'Branches'], []);
  const index = Array.isArray(branches) ? branches.length : 0;
  return { design: insertAt(ready, [...path, 'Branches'], index, { States: {} }, 'end'), selected: [name] };
}

function parallel(design: Design, name: string): Path | undefined {
  const state = stateOf(design, name);
  return state?.type === 'Parallel' && isObject(state.json) ? statePath(state) : undefined;
}
