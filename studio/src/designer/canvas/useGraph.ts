import { useEffect, useMemo, useRef, useState } from 'react';
import type { Definition } from '../../asl/definition';
import { layout, type PlacedScope } from '../../graph/layout';
import { patchLayout } from '../../graph/patch';
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

interface Drawn {
  graph: Graph;
  placed: PlacedScope;
  collapsed: ReadonlySet<string>;
}

/**
 * The picture of a definition, there in the same frame as the definition: at first a rough one, after an
 * edit the one before with what has changed in it. The good layout is made beside, of the latest definition
 * alone, and takes its place; when it is the same, nothing is drawn anew.
 */
export function useGraph(definition: Definition, collapsed: ReadonlySet<string>): Graph {
  const last = useRef<Drawn>(undefined);
  const [good, setGood] = useState<Drawn>();
  const drawn = useMemo(() => {
    if (good?.graph.definition === definition && good.collapsed === collapsed) {
      return good;
    }
    const before = last.current;
    const placed = before === undefined || before.graph.definition.states.size === 0
      ? quickLayout(definition.root, collapsed)
      : patchLayout(before.placed, definition.root, collapsed);
    return { graph: graphOf(definition, placed, true), placed, collapsed };
  }, [definition, collapsed, good]);
  last.current = drawn;
  useEffect(() => {
    let current = true;
    void latest(() => (current ? layout(definition.root, collapsed) : undefined)).then(
      (placed) => {
        const shown = last.current;
        if (!current || placed === undefined || shown === undefined) {
          return;
        }
        const same = shown.graph.definition === definition && picture(shown.placed) === picture(placed);
        const graph = same ? { ...shown.graph, rough: false } : graphOf(definition, placed, false);
        setGood({ graph, placed, collapsed });
      },
      () => undefined, // the one that is there stays
    );
    return () => {
      current = false;
    };
  }, [definition, collapsed]);
  return drawn.graph;
}

let busy: Promise<unknown> = Promise.resolve();

/** One after the other: whoever has been overtaken meanwhile does nothing any more. */
function latest<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
  const done = busy.then(work);
  busy = done.catch(() => undefined);
  return done;
}

/** What is seen of a layout. */
function picture({ x, y, width, height, states, edges, start, end }: PlacedScope): string {
  const inner = states
    .map((state) => `${state.state.name}@${state.x},${state.y},${state.width},${state.height}[${state.inner.map(picture).join()}]`)
    .toSorted();
  const lines = edges.map(({ id, points, labelAt }) => `${id}:${points.map((point) => `${point.x},${point.y}`).join(' ')}|${labelAt?.x},${labelAt?.y}`).toSorted();
  return [x, y, width, height, start.x, start.y, end?.x, end?.y, ...inner, ...lines].join(';');
}

function graphOf(definition: Definition, placed: PlacedScope, rough: boolean): Graph {
  const { nodes, edges } = toFlow(placed);
  return { definition, nodes, edges, targets: new Targets(placed, nodes, edges), rough };
}
