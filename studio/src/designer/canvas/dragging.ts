import { create } from 'zustand';
import type { Point } from '../../graph/layout';
import type { Target } from './targets';

/** What is under way with the pointer: something new, some states, or the end of a line. */
export type Dragged =
  | { kind: 'new'; id: string; label: string; type: string }
  | { kind: 'states'; names: readonly string[]; label: string; type: string }
  | { kind: 'line'; from: string; how: 'next' | 'catch' };

interface Dragging {
  what: Dragged | undefined;
  /** Where the pointer is on the screen. */
  at: Point;
  target: Target | undefined;
  /** The state that a line would lead to. */
  to: string | undefined;
}

export const useDragging = create<Dragging>(() => ({ what: undefined, at: { x: 0, y: 0 }, target: undefined, to: undefined }));

/** Who knows what lies under the pointer and does what was let go: the canvas. */
export interface DropArea {
  over(what: Dragged, at: Point): { target?: Target | undefined; to?: string | undefined };
  drop(what: Dragged, at: Point): void;
}

let area: DropArea | undefined;

export function receiveDrops(canvas: DropArea): () => void {
  area = canvas;
  return () => {
    area = area === canvas ? undefined : area;
  };
}

/** So far the pointer goes before a press becomes a drag. */
const SLACK = 5;

/**
 * Follows the pointer from a press on. Before it has moved it may still become a click. Escape and a
 * lost pointer end it without a result. Fingers scroll instead: there a tap adds.
 */
export function follow(press: { button: number; pointerType: string; clientX: number; clientY: number }, what: Dragged): void {
  if (press.button !== 0 || press.pointerType === 'touch') {
    return;
  }
  const begun = { x: press.clientX, y: press.clientY };
  let moving = false;
  const move = (event: PointerEvent) => {
    const at = { x: event.clientX, y: event.clientY };
    moving ||= Math.hypot(at.x - begun.x, at.y - begun.y) > SLACK;
    if (moving) {
      const { target, to } = area?.over(what, at) ?? {};
      useDragging.setState({ what, at, target, to });
    }
  };
  const drop = (event: PointerEvent) => {
    stop();
    if (moving) {
      swallowClick();
      area?.drop(what, { x: event.clientX, y: event.clientY });
    }
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      stop();
    }
  };
  const stop = () => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', drop);
    window.removeEventListener('pointercancel', stop);
    window.removeEventListener('keydown', key, true);
    useDragging.setState({ what: undefined, target: undefined, to: undefined });
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', drop);
  window.addEventListener('pointercancel', stop);
  window.addEventListener('keydown', key, true);
}

/** What ends a drag is no click on what lies there. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation();
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}
