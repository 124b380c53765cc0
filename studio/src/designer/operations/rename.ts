import { graphOf, renameKeyAt, setAll, type Design } from '../document/design';
import type { Path } from '../document/path';
import { refused, type Outcome } from './outcome';
import { containerPath, MAX_NAME, stateOf, statePath } from './places';

/** Renames a state, and with it everything that leads to it. */
export function renameState(design: Design, old: string, wanted: string): Outcome {
  const name = wanted.trim();
  const state = stateOf(design, old);
  const problem = nameProblem(design, old, name);
  if (state === undefined || problem !== undefined) {
    return refused(design, problem ?? `There is no state ${old}`);
  }
  const { scope } = state;
  const container = containerPath(scope);
  const references: Path[] = scope.edges
    .filter(({ to }) => to === old)
    .map(({ from, field }) => [...container, 'States', from, ...field]);
  if (scope.startAt === old) {
    references.push([...container, 'StartAt']);
  }
  const led = setAll(design, references, name);
  return { design: renameKeyAt(led, statePath(state), name), selected: [name] };
}

/** Why a state can't have a name; nothing when it can. */
export function nameProblem(design: Design, old: string, name: string): string | undefined {
  if (name === '') {
    return 'A state needs a name';
  }
  if ([...name].length > MAX_NAME) {
    return `A name has at most ${MAX_NAME} characters`;
  }
  return name !== old && graphOf(design).states.has(name) ? `There is a state ${name} already` : undefined;
}
