import type { Definition, Scope, State } from '../asl/definition';

/**
 * The state that an arrow key leads to: down along the transition that was taken, or else the first,
 * into what a container holds and out of it at its end; up the same way back; left and right among
 * the alternatives: the targets of the state before, or the branches.
 *
 * @param taken the states that were entered behind a state
 */
export function neighbour(
  definition: Definition,
  collapsed: ReadonlySet<string>,
  from: string,
  key: string,
  taken: (name: string) => readonly string[],
): string | undefined {
  const state = definition.states.get(from);
  if (state === undefined) {
    return undefined;
  }
  switch (key) {
    case 'ArrowDown':
      return collapsed.has(from) ? after(state, taken) : (state.inner[0]?.startAt ?? after(state, taken));
    case 'ArrowUp':
      return before(state);
    case 'ArrowRight':
      return beside(state, 1);
    case 'ArrowLeft':
      return beside(state, -1);
    case 'Home':
      return definition.root.startAt;
    default:
      return undefined;
  }
}

function after(state: State, taken: (name: string) => readonly string[]): string | undefined {
  const targets = targetsOf(state);
  const went = taken(state.name).map((name) => name.replace(/^!/, ''));
  const next = targets.find((name) => went.includes(name)) ?? targets[0];
  const { owner } = state.scope;
  return next ?? (owner === undefined ? undefined : after(owner, taken));
}

function before(state: State): string | undefined {
  const edge = state.scope.edges.find(({ to, from }) => to === state.name && from !== to);
  return state.name === state.scope.startAt ? state.scope.owner?.name : (edge?.from ?? state.scope.owner?.name);
}

function beside(state: State, step: number): string | undefined {
  const { scope } = state;
  const alternatives =
    state.name === scope.startAt
      ? (scope.owner?.inner ?? []).map((inner: Scope) => inner.startAt)
      : targetsOf(scope.states.find(({ name }) => name === before(state)));
  const at = alternatives.indexOf(state.name);
  return at < 0 ? undefined : alternatives[at + step];
}

function targetsOf(state: State | undefined): string[] {
  const targets = (state?.scope.edges ?? []).filter(({ from }) => from === state?.name).map(({ to }) => to);
  return [...new Set(targets)];
}
