import type { Definition } from '../../asl/definition';

/** Whether one state holds another, at any depth. */
export function isAncestor(graph: Definition, owner: string, name: string): boolean {
  let at = graph.states.get(name)?.scope.owner;
  while (at !== undefined) {
    if (at.name === owner) {
      return true;
    }
    at = at.scope.owner;
  }
  return false;
}
