import { graphOf, type Design } from '../../src/designer/document/design';
import {
  addBranch,
  addCatcher,
  addChoiceRule,
  addState,
  connect,
  containerPath,
  deleteStates,
  disconnect,
  duplicateStates,
  moveStates,
  renameState,
  setStart,
  wrapIn,
  type Outcome,
  type Place,
} from '../../src/designer/operations';
import { browserEntries } from '../../src/designer/patterns/browser';
import type { Random } from './random';

/** Something that a person could do to a design, chosen at random; with a word for it. */
export function operate(design: Design, random: Random): [string, Outcome] {
  const { root, states } = graphOf(design);
  const all = [...states.values()];
  const scopes = [root, ...all.flatMap(({ inner }) => inner)];
  const names = [...states.keys()];
  const place = (scope = random.of(scopes)): Place => {
    const edge = scope.edges.length > 0 ? random.of(scope.edges) : undefined;
    const state = scope.states.length > 0 ? random.of(scope.states) : undefined;
    switch (random.below(4)) {
      case 0:
        return edge === undefined ? { kind: 'start' } : { kind: 'edge', from: edge.from, to: edge.to, which: edge.field };
      case 1:
        return state === undefined ? { kind: 'start' } : { kind: 'after', state: state.name };
      case 2:
        return { kind: 'start' };
      default:
        return { kind: 'alone' };
    }
  };
  const add = (): [string, Outcome] => {
    const scope = random.of(scopes);
    const entry = random.of(browserEntries());
    const at = place(scope);
    const language = root.owner === undefined && graphOf(design).queryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath';
    return [`add ${entry.title} ${at.kind}`, addState(design, { container: containerPath(scope), state: entry.piece(language), at })];
  };
  if (names.length === 0) {
    return add();
  }
  const state = random.of(all);
  const beside = random.of(state.scope.states).name;
  const edge = state.scope.edges.length > 0 ? random.of(state.scope.edges) : undefined;
  const several = random.chance(0.5) ? random.some(state.scope.states.map(({ name }) => name), 4) : random.some(names, 3);
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      return add();
    case 3:
      return [`delete ${several}`, deleteStates(design, several)];
    case 4:
      return [`duplicate ${several}`, duplicateStates(design, several)];
    case 5: {
      const scope = random.of(scopes);
      const at = place(scope);
      return [`move ${several} to ${scope.id} ${JSON.stringify(at)}`, moveStates(design, several, containerPath(scope), at)];
    }
    case 6:
      return [`rename ${state.name}`, renameState(design, state.name, `${state.name.slice(0, 20)} ${random.below(100)}`)];
    case 7:
      return [`connect ${state.name} ${beside}`, connect(design, state.name, beside, random.chance(0.5) && edge?.from === state.name ? edge.field : undefined)];
    case 8:
      return edge === undefined ? add() : [`disconnect ${edge.id}`, disconnect(design, edge.from, edge.field)];
    case 9:
      return random.chance(0.5) ? [`start ${state.name}`, setStart(design, state.name)] : [`branch ${state.name}`, addBranch(design, state.name)];
    case 10:
      return [`wrap ${several}`, wrapIn(design, several, random.of(['Parallel', 'Map']))];
    default:
      return random.chance(0.5)
        ? [`rule ${state.name}`, addChoiceRule(design, state.name, random.chance(0.5) ? beside : undefined)]
        : [`catcher ${state.name}`, addCatcher(design, state.name, random.chance(0.5) ? beside : undefined)];
  }
}
