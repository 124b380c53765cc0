import type { Status } from '../design/Status';
import { STATE, TERMINAL, type PlacedScope, type PlacedState, type Point } from './layout';
import type { PaintOf } from './paint';

/** The graph as an SVG text of its own: no style sheet, no script, fonts of the reader. */

const MARGIN = 24;
const FONT = 'font-family="system-ui, sans-serif"';

/** A letter for each status, so that a print without colours tells them apart, too. */
const SIGNS: Record<Status, string> = {
  running: '…',
  succeeded: '✓',
  failed: '✕',
  caught: '!',
  timedout: '⏱',
  aborted: '⊘',
  waiting: '…',
};

type ColourOf = (variable: string) => string;

export function pictureOf(placed: PlacedScope, paint: PaintOf, colour: ColourOf): { svg: string; width: number; height: number } {
  const width = Math.ceil(placed.width + 2 * MARGIN);
  const height = Math.ceil(placed.height + 2 * MARGIN);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${colour('page')}"/>`,
  ];
  scope(placed, { x: MARGIN, y: MARGIN }, parts, paint, memo(colour));
  parts.push('</svg>');
  return { svg: parts.join('\n'), width, height };
}

function memo(colour: ColourOf): ColourOf {
  const known = new Map<string, string>();
  return (variable) => {
    const value = known.get(variable) ?? colour(variable);
    known.set(variable, value);
    return value;
  };
}

function scope(placed: PlacedScope, at: Point, parts: string[], paint: PaintOf, colour: ColourOf): void {
  placed.states.forEach((state) => stateBox(state, at, parts, paint, colour));
  for (const edge of placed.edges) {
    const caught = edge.kind === 'catch';
    const stroke = colour(caught ? 'caught' : 'line-strong');
    const points = edge.points.map((point) => `${at.x + point.x},${at.y + point.y}`).join(' ');
    const dashes = caught ? ' stroke-dasharray="5 4"' : '';
    parts.push(`<polyline points="${points}" fill="none" stroke="${stroke}" stroke-width="1.4"${dashes}/>`);
    const tip = edge.points.at(-1);
    if (tip !== undefined) {
      const [x, y] = [at.x + tip.x, at.y + tip.y];
      parts.push(`<path d="M${x},${y}l-3.7,-6h7.4z" fill="${stroke}"/>`);
    }
    if (edge.label !== undefined && edge.labelAt !== undefined) {
      const { x, y, width } = edge.labelAt;
      parts.push(text(at.x + x + width / 2, at.y + y + 13, cut(edge.label, width / 6), colour('ink-soft'), 11, 'middle'));
    }
  }
  for (const [end, fill] of [
    [placed.start, colour('ink-soft')],
    [placed.end, colour('page')],
  ] as const) {
    if (end !== undefined) {
      const r = TERMINAL / 2;
      parts.push(
        `<circle cx="${at.x + end.x + r}" cy="${at.y + end.y + r}" r="${r - 2}" fill="${fill}" stroke="${colour('ink-soft')}" stroke-width="3"/>`,
      );
    }
  }
}

function stateBox(placed: PlacedState, at: Point, parts: string[], paint: PaintOf, colour: ColourOf): void {
  const { state, width, height } = placed;
  const [x, y] = [at.x + placed.x, at.y + placed.y];
  const painted = paint(state.name);
  const kind = painted?.status === 'waiting' ? 'aborted' : painted?.status;
  const stroke = colour(kind ?? 'line-strong');
  const fill = placed.inner.length > 0 ? colour('sunken') : colour(kind === undefined ? 'raised' : `${kind}-soft`);
  parts.push(
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="9" fill="${fill}" stroke="${stroke}" stroke-width="${kind === 'failed' ? 2 : 1}"/>`,
    text(x + 14, y + 23, cut(state.name, (STATE.width - 50) / 7), colour('ink'), 13, 'start', 600),
    text(x + 14, y + 39, state.type, colour('ink-soft'), 11, 'start'),
  );
  if (painted !== undefined) {
    const counts = [
      painted.progress === undefined ? '' : `${painted.progress.done}/${painted.progress.total}`,
      painted.visits > 1 ? `×${painted.visits}` : '',
      painted.retries > 0 ? `↻${painted.retries}` : '',
      SIGNS[painted.status],
    ];
    parts.push(text(x + width - 12, y + 31, counts.filter(Boolean).join(' '), stroke, 12, 'end', 600));
  }
  for (const inner of placed.inner) {
    scope(inner, { x: x + inner.x, y: y + inner.y }, parts, paint, colour);
  }
}

function text(x: number, y: number, content: string, fill: string, size: number, anchor: string, weight = 400): string {
  return `<text x="${x}" y="${y}" fill="${fill}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" ${FONT}>${escape(content)}</text>`;
}

function cut(content: string, letters: number): string {
  return content.length <= letters ? content : `${content.slice(0, Math.max(1, letters - 1))}…`;
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
