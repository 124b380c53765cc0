import { graphOf } from '../document/design';
import { addState, containerPath, groupOf, pieceOf, stateOf, type Piece } from '../operations';
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
  const { startAt, states } = pieceOf(group, () => false);
  const text = JSON.stringify({ StartAt: startAt, States: states }, null, 2);
  void navigator.clipboard.writeText(text).then(
    () => bench.say(`Copied ${group.names.join(', ')}`),
    () => bench.say('The browser does not let the clipboard be written'),
  );
  return true;
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
    const at = after === undefined || after.type === 'Succeed' || after.type === 'Fail' ? ({ kind: 'alone' } as const) : ({ kind: 'after', state: after.name } as const);
    return addState(design, { container: containerPath(scope), state: piece, at });
  });
}

function pieceIn(text: string): Piece | undefined {
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
