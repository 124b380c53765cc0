import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { colourOf } from '../../design/colourOf';
import type { Status } from '../../design/Status';

interface Props {
  name: string;
  /** By index; undefined has not begun. */
  statuses: readonly (Status | undefined)[];
  value: number;
  onPick: (index: number) => void;
  onFailed: (step: 1 | -1) => void;
}

/** What is drawn where several iterations share a place: the one that matters most. */
const WEIGHTS: Record<Status, number> = { failed: 6, timedout: 6, aborted: 4, running: 5, caught: 3, waiting: 2, succeeded: 1 };
const CELL_MIN = 3;
const CELL_MAX = 16;
const HEIGHT = 20;

/**
 * All iterations of a Map in one strip, coloured by their status: one cell for each when they fit,
 * otherwise several share one. Failed cells are taller, so that they are seen without colour, too.
 */
export function HeatStrip({ name, statuses, value, onPick, onFailed }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const cells = Math.max(1, Math.min(statuses.length, Math.floor(width / CELL_MIN)));
  const cell = Math.min(CELL_MAX, width / cells);
  useEffect(() => {
    const element = canvas.current?.parentElement;
    if (element === null || element === undefined) {
      return;
    }
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const dark = useColourScheme();
  useEffect(() => {
    const element = canvas.current;
    if (element !== null && width > 0) {
      draw(element, statuses, cells, cell, width, value);
    }
  }, [statuses, cells, cell, width, value, dark]);
  const pick = (event: PointerEvent<HTMLElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const at = Math.floor((event.clientX - left) / cell);
    const first = Math.ceil((at * statuses.length) / cells);
    onPick(Math.max(0, Math.min(statuses.length - 1, worstIn(statuses, first, Math.ceil(((at + 1) * statuses.length) / cells)))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = statuses.length - 1;
    const targets: Record<string, number> = {
      ArrowRight: value + 1,
      ArrowUp: value + 1,
      ArrowLeft: value - 1,
      ArrowDown: value - 1,
      PageUp: value + 100,
      PageDown: value - 100,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      onPick(Math.max(0, Math.min(last, target)));
    } else if (event.key === 'n' || event.key === 'p') {
      onFailed(event.key === 'n' ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="strip"
      role="slider"
      tabIndex={0}
      aria-label={`Iteration of ${name}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, statuses.length - 1)}
      aria-valuenow={value}
      aria-valuetext={`Iteration ${value}, ${statuses[value] ?? 'not begun'}`}
      onKeyDown={onKeyDown}
      onPointerDown={pick}
      onPointerMove={(event) => event.buttons === 1 && pick(event)}
    >
      <canvas ref={canvas} height={HEIGHT} aria-hidden />
    </div>
  );
}

/** The most telling of the iterations in a cell: the first that failed rather than the first. */
function worstIn(statuses: readonly (Status | undefined)[], from: number, until: number): number {
  let worst = from;
  for (let i = from; i < Math.max(until, from + 1); i++) {
    if (weight(statuses[i]) > weight(statuses[worst])) {
      worst = i;
    }
  }
  return worst;
}

function weight(status: Status | undefined): number {
  return status === undefined ? 0 : WEIGHTS[status];
}

function draw(
  canvas: HTMLCanvasElement,
  statuses: readonly (Status | undefined)[],
  cells: number,
  cell: number,
  width: number,
  value: number,
): void {
  const scale = window.devicePixelRatio;
  canvas.width = width * scale;
  canvas.height = HEIGHT * scale;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${HEIGHT}px`;
  const context = canvas.getContext('2d');
  if (context === null) {
    return;
  }
  context.scale(scale, scale);
  const colour = colours();
  const gap = cell >= 6 ? 1 : 0;
  for (let i = 0; i < cells; i++) {
    const from = Math.ceil((i * statuses.length) / cells);
    const status = statuses[worstIn(statuses, from, Math.ceil(((i + 1) * statuses.length) / cells))];
    const tall = status === 'failed' || status === 'running';
    context.fillStyle = colour(status);
    const left = Math.round(i * cell);
    context.fillRect(left, tall ? 2 : 6, Math.max(1, Math.round((i + 1) * cell) - left - gap), tall ? HEIGHT - 4 : HEIGHT - 12);
  }
  const at = Math.floor((value * cells) / Math.max(1, statuses.length)) * cell;
  context.fillStyle = colour('here');
  context.fillRect(at, 0, Math.max(2, cell - gap), 2);
  context.fillRect(at, HEIGHT - 2, Math.max(2, cell - gap), 2);
}

const VARIABLES: Record<string, string> = {
  failed: 'failed',
  timedout: 'timedout',
  running: 'running',
  succeeded: 'succeeded',
  caught: 'caught',
  aborted: 'aborted',
  waiting: 'aborted',
  here: 'ink',
};

/** The design's colours, as the page shows them now. */
function colours(): (status: string | undefined) => string {
  const known = new Map<string, string>();
  return (status) => {
    const variable = VARIABLES[status ?? ''] ?? 'line';
    const colour = known.get(variable) ?? colourOf(variable);
    known.set(variable, colour);
    return colour;
  };
}

/** Changes with the light, because a canvas does not follow it by itself. */
function useColourScheme(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const changed = () => setChanges((known) => known + 1);
    const media = matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', changed);
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      media.removeEventListener('change', changed);
      observer.disconnect();
    };
  }, []);
  return changes;
}
