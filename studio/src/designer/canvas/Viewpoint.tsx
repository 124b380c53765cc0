import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type RefObject } from 'react';
import type { GraphEdge, GraphNode } from '../../graph/toFlow';
import { useBench } from '../page/workbench';
import type { Graph } from './useGraph';

const READABLE = 0.62;
const AT_FIRST = 0.9;
const FEW = 60;
/** Of the canvas, where a state should not hide: below lies the bar of tools. */
const MARGIN = { top: 24, side: 24, bottom: 72 };

/**
 * Where one looks from. All of it at first, when that can be read, else the beginning; later it moves only
 * to bring a wanted state into sight.
 */
export function Viewpoint({ graph, host }: { graph: Graph; host: RefObject<HTMLDivElement | null> }) {
  const flow = useReactFlow<GraphNode, GraphEdge>();
  const store = useStoreApi<GraphNode, GraphEdge>();
  const measured = useStore(({ width, height }) => width > 0 && height > 0);
  const width = useStore((state) => state.width);
  const before = useRef(0);
  useEffect(() => {
    if (before.current > 0 && width > 0 && looked.current !== 'not') {
      const { x, y, zoom } = flow.getViewport(); // what was in the middle stays there
      void flow.setViewport({ x: x + (width - before.current) / 2, y, zoom });
    }
    before.current = width;
  }, [flow, width]);
  const wanted = useBench((model) => model.wanted);
  const looked = useRef<'not' | 'roughly' | 'well'>('not');
  const seen = useRef(0);
  useEffect(() => {
    if (!measured) {
      return;
    }
    const size = graph.definition.states.size;
    if (size === 0) {
      looked.current = 'not';
      return;
    }
    if (looked.current === 'not' || (looked.current === 'roughly' && !graph.rough)) {
      looked.current = graph.rough ? 'roughly' : 'well';
      lookAtAll();
    }
    function lookAtAll(): void {
      const { width, height } = store.getState();
      const box = flow.getNodesBounds(graph.nodes);
      const zoom = Math.min(1, (width - 2 * MARGIN.side) / box.width, (height - MARGIN.top - MARGIN.bottom) / box.height);
      const scale = zoom < READABLE ? AT_FIRST : zoom;
      const middle = zoom < READABLE ? startX(graph) : box.x + box.width / 2;
      const top = zoom < READABLE ? MARGIN.top : Math.max(MARGIN.top, (height - MARGIN.bottom - box.height * scale) / 2);
      void flow.setViewport({ x: width / 2 - middle * scale, y: top - box.y * scale, zoom: scale });
    }
  }, [flow, store, graph, measured]);
  useEffect(() => {
    if (wanted === undefined || wanted.n === seen.current) {
      return;
    }
    const node = graph.nodes.find(({ id }) => id === wanted.name);
    if (node === undefined) {
      return;
    }
    seen.current = graph.rough ? seen.current : wanted.n;
    if (!graph.rough || graph.nodes.length > FEW) {
      bringIntoSight(node); // of a few states the good places are there in a moment
    }
    if (wanted.focus) {
      return focusSoon(host.current, wanted.name);
    }
    function bringIntoSight(state: GraphNode): void {
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      const left = state.position.x * zoom + x;
      const top = state.position.y * zoom + y;
      const right = left + Math.min(state.width ?? 0, 208) * zoom;
      const bottom = top + 52 * zoom;
      const out = left < MARGIN.side || top < MARGIN.top || right > width - MARGIN.side || bottom > height - MARGIN.bottom;
      if (!out) {
        return;
      }
      const all = flow.getNodesBounds(graph.nodes);
      if (all.width * zoom <= width - 2 * MARGIN.side && all.height * zoom <= height - MARGIN.top - MARGIN.bottom) {
        const above = Math.max(MARGIN.top, (height - MARGIN.bottom - all.height * zoom) / 2);
        void flow.setViewport({ x: width / 2 - (all.x + all.width / 2) * zoom, y: above - all.y * zoom, zoom });
        return;
      }
      if (zoom < READABLE || left < -width || right > 2 * width || top < -height || bottom > 2 * height) {
        const scale = Math.max(zoom, READABLE);
        const middle = state.position.x + (state.width ?? 0) / 2;
        void flow.setViewport({ x: width / 2 - middle * scale, y: height * 0.4 - (state.position.y + 26) * scale, zoom: scale });
        return;
      }
      // near by: no further than it takes, so that one still knows where one is
      void flow.setViewport({ x: x + within(left, right, MARGIN.side, width - MARGIN.side), y: y + within(top, bottom + 60 * zoom, MARGIN.top, height - MARGIN.bottom), zoom });
    }
  }, [flow, store, graph, wanted, host]);
  return null;
}

/** By how much something moves to lie between two bounds. */
function within(from: number, to: number, least: number, most: number): number {
  return from < least ? least - from : Math.min(0, most - to);
}

function startX({ definition, nodes }: Graph): number {
  const start = nodes.find(({ id }) => id === definition.root.startAt) ?? nodes[0];
  return (start?.position.x ?? 0) + (start?.width ?? 0) / 2;
}

/** Gives a state the focus as soon as it is drawn, unless somebody is writing meanwhile. */
function focusSoon(host: HTMLElement | null, name: string): () => void {
  let tries = 30;
  let frame = requestAnimationFrame(look);
  function look(): void {
    const node = host?.querySelector<HTMLElement>(`.node[data-name="${CSS.escape(name)}"]`);
    const elsewhere = document.activeElement?.closest('input, textarea, select, dialog, .code-editor') ?? null;
    if (elsewhere !== null) {
      return;
    }
    if (node !== null && node !== undefined) {
      node.focus({ preventScroll: true });
    } else if (tries-- > 0) {
      frame = requestAnimationFrame(look);
    }
  }
  return () => cancelAnimationFrame(frame);
}
