import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from './layout';
import { usePaint, usePainted, type StatePaint } from './paint';
import type { EdgeData, GraphEdge } from './toFlow';

const BEND = 7;
const HEAD = 6;

/** A transition along the way that the layout found, with rounded bends. */
export const TransitionEdge = memo(function TransitionEdge({ id, data }: EdgeProps<GraphEdge>) {
  const painted = usePainted();
  const from = usePaint(data?.from ?? '');
  const to = usePaint(data?.to ?? '');
  if (data === undefined || data.points.length < 2) {
    return null;
  }
  const { labelAt } = data;
  return (
    <>
      <g className="edge" data-kind={data.kind} data-taken={painted ? taken(data, from, to) : undefined}>
        <BaseEdge id={id} path={path(data.points)} interactionWidth={0} />
        <path className="edge-head" d={head(data.points)} />
      </g>
      {data.label !== undefined && labelAt !== undefined && (
        <EdgeLabelRenderer>
          <div
            className="edge-label"
            data-kind={data.kind}
            title={data.label}
            style={{
              transform: `translate(${labelAt.x}px, ${labelAt.y}px)`,
              width: labelAt.width,
              height: labelAt.height,
            }}
          >
            {data.label}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function taken({ kind, to }: EdgeData, from: StatePaint | undefined, target: StatePaint | undefined): boolean {
  switch (kind) {
    case 'start':
      return target !== undefined;
    case 'end':
      return from?.status === 'succeeded' && from.next.length === 0;
    case 'catch':
      return from?.next.includes(`!${to}`) === true;
    default:
      return from?.next.includes(to) === true;
  }
}

function path(points: Point[]): string {
  const first = points[0] as Point;
  const parts = [`M${first.x},${first.y}`];
  for (let i = 1; i < points.length - 1; i++) {
    const [before, at, after] = [points[i - 1], points[i], points[i + 1]] as [Point, Point, Point];
    const enter = toward(at, before);
    const leave = toward(at, after);
    parts.push(`L${enter.x},${enter.y}Q${at.x},${at.y} ${leave.x},${leave.y}`);
  }
  const last = points[points.length - 1] as Point;
  parts.push(`L${last.x},${last.y}`);
  return parts.join('');
}

/** A bend's distance from a corner towards a neighbour, half the way at most. */
function toward(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(BEND, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function head(points: Point[]): string {
  const tip = points[points.length - 1] as Point;
  const before = points[points.length - 2] as Point;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [ux, uy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const [bx, by] = [tip.x - ux * HEAD, tip.y - uy * HEAD];
  const half = HEAD * 0.62;
  return `M${tip.x},${tip.y}L${bx - uy * half},${by + ux * half}L${bx + uy * half},${by - ux * half}Z`;
}
