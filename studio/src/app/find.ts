import type { LucideIcon } from 'lucide-react';
import { addresses } from '../api/arns';
import type { Command } from './CommandPalette';

/** The commands that hold all the letters in order; those that begin with them, or hold them together, first. */
export function find<C extends { label: string }>(commands: readonly C[], text: string): C[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') {
    return [...commands];
  }
  return commands
    .map((command) => ({ command, score: score(command.label.toLowerCase(), wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.command.label.length - b.command.label.length)
    .map(({ command }) => command);
}

function score(label: string, wanted: string): number {
  if (label.startsWith(wanted)) {
    return 4;
  }
  if (new RegExp(`[\\s_-]${wanted.replace(/[^\w]/g, '\\$&')}`).test(label)) {
    return 3;
  }
  if (label.includes(wanted)) {
    return 2;
  }
  let from = 0;
  for (const letter of wanted) {
    from = label.indexOf(letter, from) + 1;
    if (from === 0) {
      return 0;
    }
  }
  return 1;
}

/** The execution that an ARN names, or a machine's name and its own: `OrderSaga/order-17`. */
export function executionLike(text: string, machineArns: readonly string[], icon: LucideIcon): Command[] {
  const arn = executionArn(text.trim(), machineArns);
  return arn === undefined
    ? []
    : [{ label: arn.split(':').slice(6).join(' / '), href: addresses.execution(arn), icon, kind: 'Execution' }];
}

function executionArn(text: string, machineArns: readonly string[]): string | undefined {
  if (/^arn:[^:]+:states:[^:]*:[^:]*:(execution|express):[^:]+:.+/.test(text)) {
    return text;
  }
  const [machine, name] = text.split(/\s*\/\s*/, 2);
  const arn = machineArns.find((candidate) => candidate.endsWith(`:stateMachine:${machine}`));
  return arn === undefined || !name ? undefined : `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
}
