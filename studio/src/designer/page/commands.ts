import { neighbour } from '../../graph/neighbour';
import { graphOf } from '../document/design';
import { addBranch, addChoiceRule, catchesErrors, deleteStates, disconnect, duplicateStates, setStart, wrapIn } from '../operations';
import { isAncestor } from './outline';
import { copyStates } from './clipboard';
import type { Workbench } from './workbench';

/** Something that can be done, by key, menu or palette. */
export interface Command {
  id: string;
  label: string;
  /** `a`, `ctrl+shift+z`; the first one is shown. */
  keys: readonly string[];
  group: 'Add' | 'Change' | 'Walk' | 'See' | 'Save and run';
  /** Whether the key means this only while nothing but the canvas has the focus. */
  canvas?: boolean;
  /** Whether it needs a selected state. */
  state?: boolean;
  /** Whether it is in the menu of a state. */
  menu?: boolean;
  danger?: boolean;
  able?: (bench: Workbench) => boolean;
  run: (bench: Workbench) => void;
}

const walk = (key: string, extend = false) => (bench: Workbench) => {
  const { collapsed, reached } = bench.store.getState();
  const graph = bench.graph;
  const from = reached !== undefined && graph.states.has(reached) ? reached : graph.root.startAt;
  if (from === undefined) {
    return;
  }
  const to = bench.current === undefined && key !== 'Home' ? from : neighbour(graph, collapsed, from, key, () => []);
  if (to === undefined) {
    bench.say('There is no further state this way');
    return;
  }
  bench.select(extend ? [...bench.selected.filter((name) => name !== to), to] : [to]);
  bench.reach(to);
};

const typeOf = (bench: Workbench) => bench.graph.states.get(bench.current ?? '')?.type ?? '';
const holds = (bench: Workbench) => ['Parallel', 'Map'].includes(typeOf(bench));
const catches = (bench: Workbench) => catchesErrors(typeOf(bench));
const quoted = (names: readonly string[]) => (names.length === 1 ? (names[0] ?? '') : `${names.length} states`);

const onCurrent = (use: (bench: Workbench, name: string) => void) => (bench: Workbench) => {
  const name = bench.current;
  if (name === undefined) {
    bench.say('Select a state first: the arrow keys do');
  } else {
    use(bench, name);
  }
};

export const COMMANDS: readonly Command[] = [
  {
    id: 'add',
    label: 'Add a state after this one',
    keys: ['a'],
    group: 'Add',
    menu: true,
    run: (bench) => bench.open({ kind: 'add', at: bench.current === undefined ? { kind: 'end' } : { kind: 'after', name: bench.current } }),
  },
  {
    id: 'before',
    label: 'Add a state before this one',
    keys: ['shift+a'],
    group: 'Add',
    state: true,
    menu: true,
    run: onCurrent((bench, name) => bench.open({ kind: 'add', at: { kind: 'before', name } })),
  },
  {
    id: 'inside',
    label: 'Add a state inside',
    keys: ['i'],
    group: 'Add',
    state: true,
    menu: true,
    able: holds,
    run: onCurrent((bench, name) => bench.open({ kind: 'add', at: { kind: 'inside', name } })),
  },
  {
    id: 'handler',
    label: 'Add a state that handles its errors',
    keys: ['e'],
    group: 'Add',
    state: true,
    menu: true,
    able: catches,
    run: onCurrent((bench, name) => bench.open({ kind: 'add', at: { kind: 'caught', name } })),
  },
  {
    id: 'connect',
    label: 'Connect to another state…',
    keys: ['c'],
    group: 'Change',
    state: true,
    menu: true,
    run: onCurrent((bench, name) => bench.open({ kind: 'connect', from: name, how: 'next' })),
  },
  {
    id: 'connect-errors',
    label: 'Lead its errors to another state…',
    keys: ['shift+e'],
    group: 'Change',
    state: true,
    menu: true,
    able: catches,
    run: onCurrent((bench, name) => bench.open({ kind: 'connect', from: name, how: 'catch' })),
  },
  {
    id: 'end',
    label: 'End the workflow here',
    keys: ['shift+c'],
    group: 'Change',
    state: true,
    menu: true,
    able: (bench) => bench.graph.states.get(bench.current ?? '')?.json['Next'] !== undefined,
    run: onCurrent((bench, name) => bench.edit(`End after ${name}`, (design) => disconnect(design, name, ['Next']))),
  },
  {
    id: 'rename',
    label: 'Rename',
    keys: ['F2'],
    group: 'Change',
    canvas: true,
    state: true,
    menu: true,
    run: onCurrent((bench, name) => bench.rename(name)),
  },
  {
    id: 'duplicate',
    label: 'Duplicate',
    keys: ['ctrl+d'],
    group: 'Change',
    canvas: true,
    state: true,
    menu: true,
    run: (bench) => bench.edit(`Duplicate ${quoted(bench.selected)}`, (design) => duplicateStates(design, bench.selected)),
  },
  { id: 'copy', label: 'Copy', keys: ['ctrl+c'], group: 'Change', canvas: true, state: true, menu: true, run: (bench) => copyStates(bench) },
  {
    id: 'cut',
    label: 'Cut',
    keys: ['ctrl+x'],
    group: 'Change',
    canvas: true,
    state: true,
    run: (bench) => copyStates(bench) && bench.edit(`Cut ${quoted(bench.selected)}`, (design) => deleteStates(design, bench.selected)),
  },
  {
    id: 'start',
    label: 'Start here',
    keys: ['s'],
    group: 'Change',
    state: true,
    menu: true,
    able: (bench) => {
      const state = bench.graph.states.get(bench.current ?? '');
      return state !== undefined && state.scope.startAt !== state.name;
    },
    run: onCurrent((bench, name) => bench.edit(`Start with ${name}`, (design) => setStart(design, name))),
  },
  {
    id: 'parallel',
    label: 'Wrap in a Parallel',
    keys: ['p'],
    group: 'Change',
    state: true,
    menu: true,
    run: (bench) => bench.edit(`Wrap ${quoted(bench.selected)} in a Parallel`, (design) => wrapIn(design, bench.selected, 'Parallel')),
  },
  {
    id: 'map',
    label: 'Wrap in a Map',
    keys: ['m'],
    group: 'Change',
    state: true,
    menu: true,
    run: (bench) => bench.edit(`Wrap ${quoted(bench.selected)} in a Map`, (design) => wrapIn(design, bench.selected, 'Map')),
  },
  {
    id: 'branch',
    label: 'Add a branch',
    keys: ['b'],
    group: 'Add',
    state: true,
    menu: true,
    able: (bench) => typeOf(bench) === 'Parallel',
    run: onCurrent((bench, name) => bench.edit(`Add a branch to ${name}`, (design) => addBranch(design, name))),
  },
  {
    id: 'rule',
    label: 'Add a rule',
    keys: ['r'],
    group: 'Add',
    state: true,
    menu: true,
    able: (bench) => typeOf(bench) === 'Choice',
    run: onCurrent((bench, name) => bench.edit(`Add a rule to ${name}`, (design) => addChoiceRule(design, name))),
  },
  {
    id: 'delete',
    label: 'Delete',
    keys: ['Delete', 'Backspace'],
    group: 'Change',
    canvas: true,
    state: true,
    menu: true,
    danger: true,
    run: (bench) => remove(bench),
  },
  { id: 'undo', label: 'Undo', keys: ['ctrl+z'], group: 'Change', run: (bench) => bench.undo() },
  { id: 'redo', label: 'Do again', keys: ['ctrl+shift+z', 'ctrl+y'], group: 'Change', run: (bench) => bench.redo() },
  { id: 'all', label: 'Select all', keys: ['ctrl+a'], group: 'Walk', canvas: true, run: (bench) => bench.select([...graphOf(bench.design).states.keys()]) },
  { id: 'down', label: 'Along the lines, into and out of containers', keys: ['ArrowDown'], group: 'Walk', canvas: true, run: walk('ArrowDown') },
  { id: 'up', label: 'Back along the lines', keys: ['ArrowUp'], group: 'Walk', canvas: true, run: walk('ArrowUp') },
  { id: 'right', label: 'To the next branch or alternative', keys: ['ArrowRight'], group: 'Walk', canvas: true, run: walk('ArrowRight') },
  { id: 'left', label: 'To the previous branch or alternative', keys: ['ArrowLeft'], group: 'Walk', canvas: true, run: walk('ArrowLeft') },
  { id: 'extend', label: 'Select the next one too', keys: ['shift+ArrowDown', 'shift+ArrowRight'], group: 'Walk', canvas: true, run: walk('ArrowDown', true) },
  { id: 'home', label: 'To the first state', keys: ['Home'], group: 'Walk', canvas: true, run: walk('Home') },
  { id: 'out', label: 'Select the container', keys: ['Escape'], group: 'Walk', canvas: true, run: (bench) => leave(bench) },
  { id: 'fold', label: 'Collapse or expand', keys: [' '], group: 'See', canvas: true, state: true, menu: true, able: holds, run: onCurrent((bench, name) => bench.toggle(name)) },
  { id: 'inspect', label: 'To its settings', keys: ['Enter'], group: 'Walk', canvas: true, state: true, run: (bench) => bench.does.inspect?.() },
  { id: 'fit', label: 'Show all of it', keys: ['f', '1'], group: 'See', run: (bench) => bench.does.fit?.() },
  { id: 'in', label: 'Larger', keys: ['+', '='], group: 'See', run: (bench) => bench.does.zoomIn?.() },
  { id: 'out-zoom', label: 'Smaller', keys: ['-'], group: 'See', run: (bench) => bench.does.zoomOut?.() },
  { id: 'code', label: 'Show or hide the code', keys: ['ctrl+e'], group: 'See', run: (bench) => bench.does.code?.() },
  { id: 'export', label: 'Export…', keys: ['ctrl+shift+e'], group: 'Save and run', run: (bench) => bench.open({ kind: 'export' }) },
  { id: 'config', label: 'Configure', keys: ['ctrl+,'], group: 'See', run: (bench) => bench.open({ kind: 'config' }) },
  { id: 'test', label: 'Test this state', keys: ['t'], group: 'Save and run', state: true, menu: true, run: (bench) => bench.does.test?.() },
  { id: 'until', label: 'Run to here…', keys: ['h'], group: 'Save and run', state: true, menu: true, run: onCurrent((bench, name) => bench.open({ kind: 'run', until: name })) },
  { id: 'save', label: 'Save', keys: ['ctrl+s'], group: 'Save and run', run: (bench) => bench.does.save?.() },
  { id: 'run', label: 'Run', keys: ['ctrl+Enter'], group: 'Save and run', run: (bench) => bench.does.run?.() },
  { id: 'commands', label: 'Do something, or go to a state', keys: ['ctrl+k'], group: 'See', run: (bench) => bench.open({ kind: 'commands' }) },
  {
    id: 'menu',
    label: 'Menu of the state',
    keys: ['shift+F10', 'ContextMenu'],
    group: 'See',
    canvas: true,
    state: true,
    run: onCurrent((bench, name) => {
      const box = document.querySelector(`.node[data-name="${CSS.escape(name)}"]`)?.getBoundingClientRect();
      bench.open({ kind: 'menu', x: box?.left ?? 200, y: (box?.top ?? 200) + 52 });
    }),
  },
  { id: 'keys', label: 'All keys', keys: ['?'], group: 'See', run: (bench) => bench.open({ kind: 'shortcuts' }) },
];

/** The selection goes on to what came before, so that several can be deleted one after the other. */
function remove(bench: Workbench): void {
  const names = bench.selected;
  const first = bench.graph.states.get(names[0] ?? '');
  const before = first?.scope.edges.find(({ to, from }) => to === first.name && !names.includes(from))?.from ?? first?.scope.owner?.name;
  const label = `Delete ${quoted(names)}`;
  bench.edit(label, (design) => {
    const done = deleteStates(design, names);
    return before === undefined ? done : { ...done, selected: [before] };
  });
}

function leave(bench: Workbench): void {
  const owner = bench.graph.states.get(bench.current ?? '')?.scope.owner?.name;
  if (owner !== undefined && bench.selected.every((name) => isAncestor(bench.graph, owner, name))) {
    bench.select([owner]);
    bench.reach(owner);
  } else {
    bench.select([]);
  }
}

/** The name of a pressed key, as the commands write it. Cmd counts as Ctrl. */
export function chordOf(event: { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }): string {
  const printed = event.key.length === 1;
  const letter = printed && event.key.toLowerCase() !== event.key.toUpperCase();
  const shift = event.shiftKey && (!printed || letter);
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${printed ? event.key.toLowerCase() : event.key}`;
}

const SHOWN: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', ' ': 'Space', Delete: 'Del' };

/** `['Ctrl', 'Shift', 'Z']` */
export function shownKeys(chord: string): string[] {
  return chord
    .split(/\+(?=.)/)
    .map((key) => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : `${key[0]?.toUpperCase()}${key.slice(1)}`));
}
