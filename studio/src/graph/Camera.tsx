import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { GraphEdge, GraphNode } from './toFlow';

/** Smaller than this, names can't be read: then the view starts at one state instead of at all. */
const READABLE = 0.62;
const START_ZOOM = 0.85;

interface Props {
  /** Looked at anew whenever it is another one. */
  graph: object;
  /** The state of interest, once it is known. */
  focus: string | undefined;
  /** The state that is chosen: it is kept in sight. */
  at: string | undefined;
}

/**
 * The first look: all of it when that is readable, otherwise the state of interest, or the start.
 * Later it moves only to bring a chosen state into sight: the picture never runs away by itself.
 */
export function Camera({ graph, focus, at }: Props) {
  const flow = useReactFlow<GraphNode, GraphEdge>();
  const store = useStoreApi<GraphNode, GraphEdge>();
  const looked = useRef<{ graph: object; focused: boolean }>(undefined);
  useEffect(() => {
    const known = focus !== undefined;
    if (looked.current?.graph === graph && (looked.current.focused || !known)) {
      return;
    }
    looked.current = { graph, focused: known };
    void flow.fitView({ padding: 0.08, maxZoom: 1 }).then(() => {
      const { height } = store.getState();
      if (flow.getZoom() < READABLE) {
        const state = focus === undefined ? undefined : flow.getNode(focus);
        const node = state ?? flow.getNodes()[0];
        if (node !== undefined) {
          const below = state === undefined ? height / 2 / START_ZOOM - 60 : 0;
          const y = node.position.y + Math.min(node.height ?? 0, 52) / 2 + below;
          void flow.setCenter(node.position.x + (node.width ?? 0) / 2, y, { zoom: START_ZOOM });
        }
      }
    });
  }, [flow, store, graph, focus]);
  useEffect(() => {
    const node = at === undefined ? undefined : flow.getNode(at);
    if (node === undefined) {
      return;
    }
    const { width, height, transform } = store.getState();
    const [x, y, zoom] = transform;
    const left = node.position.x * zoom + x;
    const top = node.position.y * zoom + y;
    const right = left + Math.min(node.width ?? 0, 208) * zoom;
    if (left < 0 || top < 0 || right > width || top + 52 * zoom > height) {
      void flow.setCenter(node.position.x + (node.width ?? 0) / 2, node.position.y + 26, { zoom: Math.max(zoom, READABLE) });
    }
  }, [flow, store, at, graph]);
  return null;
}
