import { useEffect } from 'react';
import { chordOf, COMMANDS } from '../page/commands';
import { pasteStates } from '../page/clipboard';
import type { Workbench } from '../page/workbench';

const BY_KEY = new Map(COMMANDS.flatMap((command) => command.keys.map((key) => [key, command] as const)));

/**
 * The designer's keys come before those of the Studio. Single keys are left to fields, all of them to an
 * open dialog; those that fields and lists know too count only on the canvas.
 */
export function useDesignerKeys(bench: Workbench): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = BY_KEY.get(chordOf(event));
      if (command === undefined || event.defaultPrevented || document.querySelector('dialog[open], [role=menu]') !== null) {
        return;
      }
      const target = event.composedPath()[0];
      const field = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      const text = target instanceof HTMLElement && target.isContentEditable;
      if (field && (!event.ctrlKey && !event.metaKey) && !event.key.startsWith('F')) {
        return;
      }
      // one history: the text's undo is the graph's; other fields have their own
      if (field && !text && ['undo', 'redo'].includes(command.id)) {
        return;
      }
      if (command.canvas === true && !onCanvas(target)) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (command.able?.(bench) ?? true) {
        command.run(bench);
      } else {
        bench.say(`${command.label}: not with this state`);
      }
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain');
      if (text !== undefined && onCanvas(event.composedPath()[0]) && document.querySelector('dialog[open]') === null) {
        event.preventDefault();
        pasteStates(bench, text);
      }
    };
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('paste', onPaste);
    };
  }, [bench]);
}

function onCanvas(target: EventTarget | undefined): boolean {
  return target === document.body || (target instanceof Element && target.closest('.design-canvas') !== null && target.closest('button, input') === null);
}
