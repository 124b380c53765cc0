import type { State } from '../../asl/definition';
import { graphOf, removeAt, setAt, type Design } from '../document/design';
import type { Path } from '../document/path';
import { withNext, withStart } from './add';
import { withoutEdge } from './connect';
import { type Outcome } from './outcome';
import { containerPath, stateOf, statePath } from './places';

/** Deletes states; what led to them leads to where they led. */
export function deleteStates(design: Design, names: readonly string[]): Outcome {
  const gone = outermost(design, names);
  const healed = bypassed(design, gone);
  const left = gone.reduce((result, name) => {
    const state = stateOf(result, name);
    return state === undefined ? result : removeAt(result, statePath(state));
  }, healed);
  return { design: left, selected: [] };
}

/** Without the states that are inside of others of them. */
export function outermost(design: Design, names: readonly string[]): string[] {
  const chosen = new Set(names);
  const inside = (state: State): boolean => {
    const { owner } = state.scope;
    return owner !== undefined && (chosen.has(owner.name) || inside(owner));
  };
  return [...chosen].filter((name) => {
    const state = stateOf(design, name);
    return state !== undefined && !inside(state);
  });
}

/** Leads every transition from outside past some states, and leaves these without any to them. */
export function bypassed(design: Design, names: readonly string[]): Design {
  const avoided = new Set(names);
  const graph = graphOf(design);
  let result = design;
  for (const scope of new Set(names.map((name) => graph.states.get(name)?.scope))) {
    if (scope === undefined) {
      continue;
    }
    // from the last to the first, so that lists keep their indices
    for (const edge of scope.edges.toReversed()) {
      const from = stateOf(result, edge.from);
      if (!avoided.has(edge.from) && avoided.has(edge.to) && from !== undefined) {
        const target = continuation(design, edge.to, avoided);
        result = led(result, statePath(from), edge.field, target === edge.from ? undefined : target);
      }
    }
    if (scope.startAt !== undefined && avoided.has(scope.startAt)) {
      const first = continuation(design, scope.startAt, avoided) ?? scope.states.find(({ name }) => !avoided.has(name))?.name;
      const container = containerPath(scope);
      result = first === undefined ? removeAt(result, [...container, 'StartAt']) : withStart(result, container, first);
    }
  }
  return result;
}

function led(design: Design, state: Path, field: Path, target: string | undefined): Design {
  if (target === undefined) {
    return withoutEdge(design, state, field);
  }
  return field[0] === 'Next' ? withNext(design, state, target) : setAt(design, [...state, ...field], target);
}

/** The first state behind one that is not to be avoided. */
function continuation(design: Design, name: string, avoided: ReadonlySet<string>): string | undefined {
  const seen = new Set<string>();
  let at: string | undefined = name;
  while (at !== undefined && avoided.has(at) && !seen.has(at)) {
    seen.add(at);
    at = onward(design, at);
  }
  return at !== undefined && avoided.has(at) ? undefined : at;
}

function onward(design: Design, name: string): string | undefined {
  const edges = stateOf(design, name)?.scope.edges.filter(({ from }) => from === name) ?? [];
  const order = ['next', 'default', 'choice'];
  return order.map((kind) => edges.find((edge) => edge.kind === kind)?.to).find((to) => to !== undefined);
}
