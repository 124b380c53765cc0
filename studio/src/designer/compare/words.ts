import type { Comparison, StateChange } from './differences';

/** What a change is, for people. */
export function wordsOf({ kind, name, was, fields }: StateChange): string {
  const parts = fields.length === 0 ? '' : `: ${fields.join(', ')}`;
  switch (kind) {
    case 'added':
      return `${name} is new`;
    case 'removed':
      return `${name} is gone`;
    case 'renamed':
      return `${name} was called ${was ?? ''}${parts}`;
    case 'changed':
      return `${name} is different${parts}`;
  }
}

export function summaryOf({ changes, machine }: Comparison): string {
  const count = (kind: StateChange['kind']) => [...changes.values()].filter((change) => change.kind === kind).length;
  const parts = [
    [count('added'), 'added'],
    [count('removed'), 'removed'],
    [count('changed'), 'changed'],
    [count('renamed'), 'renamed'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  const states = said.length === 0 ? '' : `States: ${said.join(', ')}. `;
  const own = machine.length === 0 ? '' : `The machine’s ${machine.join(', ')} ${machine.length === 1 ? 'is' : 'are'} different.`;
  return (states + own).trim() || 'Both mean the same.';
}

/** What a change of the definition means for executions that run; `running` is how many there are, when that is known. */
export function runningNote(running: number | undefined): string {
  const whose =
    running === undefined
      ? 'Executions that run now go'
      : running === 0
        ? 'No execution runs now. Executions that run go'
        : running === 1
          ? 'One execution runs now: it goes'
          : `${running.toLocaleString('en')} executions run now: they go`;
  const began = running === 1 ? 'it began with, also when it is redriven' : 'they began with, also when they are redriven';
  return `${whose} on with the definition that ${began}. Those that start after saving use the new one; behind an alias, once it leads to a version of it.`;
}
