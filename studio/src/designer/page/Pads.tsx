import { Command as CommandIcon, CornerDownRight, Flag } from 'lucide-react';
import { TYPE_ICONS } from '../../graph/nodes';
import { Pick, type Choice } from '../browser/Pick';
import { search } from '../patterns/browser';
import type { BrowserEntry } from '../patterns/entry';
import { disconnect } from '../operations';
import { COMMANDS, shownKeys } from './commands';
import { add, link, place } from './edits';
import { graphOf } from '../document/design';
import { useBench, useWorkbench, type AddAt } from './workbench';
import type { Targets } from '../canvas/targets';

/** Chooses what to add, and puts it where one was. */
export function AddPad({ at, entries, targets }: { at: AddAt; entries: readonly BrowserEntry[]; targets: () => Targets | undefined }) {
  const bench = useWorkbench();
  const choices = (text: string): Choice[] =>
    search(entries, text).map(({ id, title, about, group, type }) => ({ id, label: title, about, kind: group, icon: TYPE_ICONS[type] ?? CornerDownRight }));
  const onPick = ({ id }: Choice) => {
    const entry = entries.find((one) => one.id === id);
    bench.open(undefined);
    if (entry === undefined) {
      return;
    }
    if (at.kind !== 'edge') {
      bench.edit(`Add ${entry.title}`, (design) => add(design, entry, at));
      return;
    }
    const target = targets()?.ofEdge(at.id);
    if (target !== undefined) {
      bench.edit(`Add ${entry.title}`, (design) => place(design, entry, target));
    }
  };
  return <Pick title={titleOf(at)} placeholder="Wait, Choice, a function, a service, a pattern…" choices={choices} none="Nothing is called like that." onPick={onPick} onClose={() => bench.close()} />;
}

function titleOf(at: AddAt): string {
  switch (at.kind) {
    case 'after':
      return `Add after ${at.name}`;
    case 'before':
      return `Add before ${at.name}`;
    case 'inside':
      return `Add inside ${at.name}`;
    case 'caught':
      return `Add what handles the errors of ${at.name}`;
    case 'edge':
      return 'Add on this line';
    case 'end':
      return 'Add a state';
  }
}

const END = '\u0000end';

const NEW = 'new:';

/** Chooses the state that a line leads to: one that is there, or a new one. */
export function ConnectPad({ from, how, entries }: { from: string; how: 'next' | 'catch'; entries: readonly BrowserEntry[] }) {
  const bench = useWorkbench();
  const graph = graphOf(useBench(({ history }) => history.design));
  const scope = graph.states.get(from)?.scope;
  const others = (scope?.states ?? []).filter(({ name }) => name !== from || how === 'next');
  const ending = how === 'next' && graph.states.get(from)?.json['Next'] !== undefined;
  const choices = (text: string): Choice[] => {
    const wanted = text.trim().toLowerCase();
    const found: Choice[] = others
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ name, type }) => ({ id: name, label: name, kind: type, icon: TYPE_ICONS[type] ?? CornerDownRight }));
    const end = ending && 'end'.includes(wanted) ? [{ id: END, label: 'The end', kind: '', icon: Flag }] : [];
    const fresh = search(entries, text).map(({ id, title, about, type }): Choice => ({ id: NEW + id, label: title, about, kind: 'New', icon: TYPE_ICONS[type] ?? CornerDownRight }));
    const mostly = (choice: Choice) => how === 'catch' && (choice.kind === 'Fail' || choice.id === `${NEW}flow.Fail`);
    const all = [...found, ...end, ...fresh];
    return [...all.filter(mostly), ...all.filter((choice) => !mostly(choice))];
  };
  const onPick = ({ id }: Choice) => {
    bench.open(undefined);
    const entry = entries.find((one) => NEW + one.id === id);
    if (entry !== undefined) {
      bench.edit(`Add ${entry.title}`, (design) => add(design, entry, { kind: how === 'next' ? 'after' : 'caught', name: from }));
    } else if (id === END) {
      bench.edit(`End after ${from}`, (design) => disconnect(design, from, ['Next']));
    } else {
      bench.edit(how === 'next' ? `Lead ${from} to ${id}` : `Lead errors of ${from} to ${id}`, (design) => link(design, from, id, how));
    }
  };
  const title = how === 'next' ? `Connect ${from} to` : `Errors of ${from} go to`;
  return <Pick title={title} placeholder="A state that is there, or a new one" choices={choices} none="Nothing is called like that." onPick={onPick} onClose={() => bench.close()} />;
}

const STATE = 'state:';

/** Everything the designer can do, and every state to go to. */
export function CommandPad() {
  const bench = useWorkbench();
  const graph = bench.graph;
  const choices = (text: string): Choice[] => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (label: string) => words.every((word) => label.toLowerCase().includes(word));
    const commands = COMMANDS.filter(({ label, group, able, state }) => group !== 'Walk' && has(label) && (state !== true || bench.current !== undefined) && (able?.(bench) ?? true)).map(
      ({ id, label, keys }): Choice => ({ id, label, kind: shownKeys(keys[0] ?? '').join(' '), icon: CommandIcon }),
    );
    const states = [...graph.states.values()]
      .filter(({ name }) => has(name))
      .map(({ name, type }): Choice => ({ id: STATE + name, label: name, kind: `Go to ${type}`, icon: TYPE_ICONS[type] ?? CornerDownRight }));
    return words.length === 0 ? [...commands, ...states] : [...states, ...commands];
  };
  const onPick = ({ id }: Choice) => {
    bench.open(undefined);
    if (id.startsWith(STATE)) {
      bench.go(id.slice(STATE.length));
    } else {
      COMMANDS.find((command) => command.id === id)?.run(bench);
    }
  };
  return <Pick title="Do something, or go to a state" placeholder="Undo, collapse, the name of a state…" choices={choices} none="Nothing is called like that." onPick={onPick} onClose={() => bench.close()} />;
}
