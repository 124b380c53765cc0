import { useEffect, useState } from 'react';
import type { Definition } from '../asl/definition';
import { layout, type PlacedScope } from './layout';
import { toFlow, type GraphEdge, type GraphNode } from './toFlow';

interface Graph {
  placed: PlacedScope;
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Where everything is, as soon as that is known; of two definitions, the latest one. */
export function useLayout(definition: Definition, collapsed: ReadonlySet<string>): { graph: Graph | undefined; error: unknown } {
  const [graph, setGraph] = useState<Graph>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let current = true;
    layout(definition.root, collapsed).then(
      (placed) => current && setGraph({ placed, ...toFlow(placed) }),
      (reason: unknown) => current && setError(reason),
    );
    return () => {
      current = false;
    };
  }, [definition, collapsed]);
  return { graph, error };
}
