import { graphOf } from '../document/design';
import { addState, containerPath, endsExecution, groupOf, pieceOf, stateOf, type Piece } from '../operations';
import { isObject, type Json } from '../document/path';
import type { Workbench } from './workbench';

/**
 * States on the clipboard are text, JSON that can also be pasted into an editor or a mail:
 * `{"StartAt": "A", "States": {"A": {…}}}`.
 */
export function copyStates(bench: Workbench): boolean {
  const group = groupOf(bench.design, bench.selected);
  if (group === undefined) {
    bench.say('Only states that stand side by side can be copied together');
    return false;
  }
  void navigator.clipboard.writeText(textOf(pieceOf(group, () => false, bench.design))).then(
    () => bench.say(`Copied ${group.names.join(', ')}`),
    () => bench.say('The browser does not let the clipboard be written'),
  );
  return true;
}

/** The text has no room for comments: they wait here, until it comes back. */
let copied: { readonly text: string; readonly piece: Piece } | undefined;

export function textOf(piece: Piece): string {
  const text = JSON.stringify({ StartAt: piece.startAt, States: piece.states }, null, 2);
  copied = { text, piece };
  return text;
}

/** Behind the selected state, or at the end. */
export function pasteStates(bench: Workbench, text: string): boolean {
  const piece = pieceIn(text);
  if (piece === undefined) {
    bench.say('On the clipboard are no states');
    return false;
  }
  return bench.edit(`Paste ${Object.keys(piece.states).join(', ')}`, (design) => {
    const after = stateOf(design, bench.current ?? '');
    const scope = after?.scope ?? graphOf(design).root;
    const at = after === undefined || endsExecution(after.type) ? ({ kind: 'alone' } as const) : ({ kind: 'after', state: after.name } as const);
    return addState(design, { container: containerPath(scope), state: piece, at });
  });
}

/** With the comments that it had, if it is what was copied here last. */
export function pieceIn(text: string): Piece | undefined {
  if (text === copied?.text) {
    return copied.piece;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value) && isObject(value['States'])) {
      const states = value['States'] as Record<string, Json>;
      const startAt = String(value['StartAt'] ?? Object.keys(states)[0] ?? '');
      return startAt in states && Object.values(states).every(isObject) ? { startAt, states } : undefined;
    }
  } catch {
    // some other text
  }
  return undefined;
}
