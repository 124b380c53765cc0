import { expect } from 'vitest';
import { graphOf, type Design } from '../../src/designer/document/design';
import { isObject, type Path } from '../../src/designer/document/path';

/** Holds the graph to the definition: every state and every transition is there, once. */
export function drawnOnce(design: Design, about: string): void {
  const { root, states } = graphOf(design);
  const scopes = [root, ...[...states.values()].flatMap(({ inner }) => inner)];
  const edges = scopes.flatMap((scope) => scope.edges.map(({ from, to, field }) => [from, ...field, to].join('/')));
  const written = transitions(design.definition);
  expect(scopes.flatMap((scope) => scope.states.map((state) => state.name)).sort(), about).toEqual(written.states.sort());
  expect(edges.sort(), about).toEqual(written.edges.sort());
  expect(new Set(edges).size, about).toBe(edges.length);
}

/** What a definition says, read without the code that draws it. */
function transitions(definition: unknown): { states: string[]; edges: string[] } {
  const states: string[] = [];
  const edges: string[] = [];
  const visit = (scope: unknown) => {
    const all = isObject(scope) && isObject(scope['States']) ? scope['States'] : {};
    for (const [name, state] of Object.entries(all)) {
      if (!isObject(state)) {
        continue;
      }
      states.push(name);
      const add = (to: unknown, ...field: Path) => {
        if (typeof to === 'string' && isObject(all[to])) {
          edges.push([name, ...field, to].join('/'));
        }
      };
      add(state['Next'], 'Next');
      add(state['Default'], 'Default');
      for (const list of ['Choices', 'Catch']) {
        (Array.isArray(state[list]) ? state[list] : []).forEach((item: unknown, i: number) => isObject(item) && add(item['Next'], list, i, 'Next'));
      }
      const processor = isObject(state['ItemProcessor']) ? state['ItemProcessor'] : state['Iterator'];
      (isObject(processor) ? [processor] : Array.isArray(state['Branches']) ? state['Branches'] : []).forEach(visit);
    }
  };
  visit(definition);
  return { states, edges };
}
