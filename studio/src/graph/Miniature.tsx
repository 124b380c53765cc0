import { Panel, useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { memo, useEffect, useMemo, useState, type PointerEvent, type WheelEvent } from 'react';
import type { Paints } from './paint';
import type { GraphNode, StateNode } from './toFlow';

const SIZE = { width: 200, height: 150 };
const PAUSE_MS = 400;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Props {
  nodes: readonly GraphNode[];
  /** How the states do; a few times a second. */
  paints: Paints;
  label: string;
}

/**
 * The whole in small, and what of it is seen: dragged to look elsewhere, turned to come nearer. One shape for
 * all states of a colour, however many there are.
 */
export function Miniature({ nodes, paints, label }: Props) {
  const states = useMemo(() => nodes.filter((node): node is StateNode => node.type === 'state'), [nodes]);
  const all = useMemo(() => around(states), [states]);
  const shapes = useShapes(states, paints);
  const flow = useReactFlow();
  const store = useStoreApi();
  const lookAt = (event: PointerEvent<SVGSVGElement>) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(event.currentTarget.getScreenCTM()?.inverse());
    const { width, height, transform } = store.getState();
    const zoom = transform[2];
    void flow.setViewport({ x: width / 2 - point.x * zoom, y: height / 2 - point.y * zoom, zoom });
  };
  const turn = (event: WheelEvent) => void flow.zoomTo(store.getState().transform[2] * 2 ** (-event.deltaY * 0.002));
  return (
    <Panel position="bottom-right" className="miniature">
      <svg
        role="img"
        aria-label={label}
        {...SIZE}
        viewBox={`${all.x} ${all.y} ${all.width} ${all.height}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          lookAt(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && lookAt(event)}
        onWheel={turn}
      >
        <Shapes shapes={shapes} />
        <Seen all={all} />
      </svg>
    </Panel>
  );
}

const Shapes = memo(function Shapes({ shapes }: { shapes: ReadonlyMap<string, string> }) {
  return [...shapes].map(([status, path]) => <path key={status} className={`mini-${status}`} d={path} />);
});

/** What lies beside the part that is seen is dimmed. */
function Seen({ all }: { all: Box }) {
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const width = useStore((state) => state.width) / zoom;
  const height = useStore((state) => state.height) / zoom;
  const outside = rect({ x: all.x - all.width, y: all.y - all.height, width: 3 * all.width, height: 3 * all.height });
  return <path className="miniature-mask" fillRule="evenodd" d={outside + rect({ x: -x / zoom, y: -y / zoom, width, height })} />;
}

/** By colour, the states as one path; what holds others is drawn by these. */
function useShapes(states: readonly StateNode[], paints: Paints): ReadonlyMap<string, string> {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let timer = 0;
    const leave = paints.subscribe(() => {
      timer ||= window.setTimeout(() => {
        timer = 0;
        setTurn((now) => now + 1);
      }, PAUSE_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [paints]);
  return useMemo(() => {
    const shapes = new Map<string, string>();
    for (const { id, position, width = 0, height = 0, data } of states) {
      const status = data.container ? 'container' : (paints.of(id)?.status ?? 'none');
      shapes.set(status, (shapes.get(status) ?? '') + rect({ ...position, width, height }));
    }
    return shapes;
  }, [states, paints, turn]);
}

function rect({ x, y, width, height }: Box): string {
  const [left, top] = [Math.round(x), Math.round(y)];
  return `M${left} ${top}h${Math.round(width)}v${Math.round(height)}h${-Math.round(width)}z`;
}

function around(states: readonly StateNode[]): Box {
  const [x, y, right, bottom] = states.reduce(
    ([left, top, right, bottom], { position, width = 0, height = 0 }) => [
      Math.min(left, position.x),
      Math.min(top, position.y),
      Math.max(right, position.x + width),
      Math.max(bottom, position.y + height),
    ],
    [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number],
  );
  return x === Infinity ? { x: 0, y: 0, ...SIZE } : { x: x - 40, y: y - 40, width: right - x + 80, height: bottom - y + 80 };
}
