import { useEffect, useMemo, useState } from 'react';
import type { Definition } from '../../asl/definition';
import { layout, type PlacedScope } from '../../graph/layout';
import { quickLayout } from '../../graph/quick';
import { toFlow, type GraphEdge, type GraphNode } from '../../graph/toFlow';
import { Targets } from './targets';

export interface Graph {
  definition: Definition;
  nodes: GraphNode[];
  edges: GraphEdge[];
  targets: Targets;
  /** Whether it is only the first, rough one. */
  rough: boolean;
}

/** So long an edit waits for its good layout before a rough one is shown. */
const PATIENCE_MS = 160;

/**
 * The picture of a definition. The first frame is there at once; the good layout takes its place when it
 * is ready. After an edit the picture stays until then, unless that takes longer than one waits.
 */
export function useGraph(definition: Definition, collapsed: ReadonlySet<string>): Graph {
  const rough = useMemo(() => () => graphOf(definition, quickLayout(definition.root, collapsed), true), [definition, collapsed]);
  const [graph, setGraph] = useState(rough);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => current && setGraph(rough()), PATIENCE_MS);
    void layout(definition.root, collapsed).then(
      (placed) => {
        clearTimeout(timer);
        if (current) {
          setGraph(graphOf(definition, placed, false));
        }
      },
      () => undefined, // the rough one stays
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [definition, collapsed, rough]);
  return graph;
}

function graphOf(definition: Definition, placed: PlacedScope, rough: boolean): Graph {
  const { nodes, edges } = toFlow(placed);
  return { definition, nodes, edges, targets: new Targets(placed, nodes, edges), rough };
}
