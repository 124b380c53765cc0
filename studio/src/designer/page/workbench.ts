import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Definition } from '../../asl/definition';
import { toast } from '../../design/toasts';
import type { Outcome } from '../operations';
import { converted, formatOf, graphOf, openDesign, withText, type Design, type Format } from '../document/design';
import { beginHistory, markSaved, record, redo, select, undo, type History } from '../document/history';

/** What lies over the canvas, and what it is for. */
export type Over =
  | { kind: 'add'; at: AddAt }
  | { kind: 'connect'; from: string; how: 'next' | 'catch' }
  | { kind: 'menu'; x: number; y: number }
  | { kind: 'shortcuts' }
  | { kind: 'commands' }
  | { kind: 'run'; until?: string }
  | { kind: 'export' }
  | { kind: 'compare' }
  | { kind: 'config' };

/** Where something that is chosen from a list goes: beside a state, onto a line, or where it belongs. */
export type AddAt =
  | { kind: 'after' | 'before' | 'inside' | 'caught'; name: string }
  | { kind: 'edge'; id: string }
  | { kind: 'end' };

/** What is beside the canvas. */
export type SideTab = 'settings' | 'code' | 'test' | 'run';

interface Model {
  history: History;
  side: SideTab;
  /** What a narrow screen shows, which has room for one thing. */
  pane: 'browser' | 'canvas' | 'side';
  /** The place in the text that shall be looked at. */
  revealed: { at: number } | undefined;
  /** The execution that was started here last. */
  run: string | undefined;
  collapsed: ReadonlySet<string>;
  /** The one state that the Tab key reaches and that the arrow keys go on from. */
  reached: string | undefined;
  renaming: string | undefined;
  over: Over | undefined;
  /** Told to those who listen instead of look; the number makes the same sentence new. */
  said: { text: string; n: number };
  /** A state that shall be brought into sight and get the focus. */
  wanted: { name: string; focus: boolean; n: number } | undefined;
}

export type Verb = 'save' | 'run' | 'test' | 'inspect' | 'fit' | 'zoomIn' | 'zoomOut' | 'code';


/** The designer's state: the design with all that was done to it, and what people look at. */
export class Workbench {
  /** What parts of the page do when they are asked to; each sets its own. */
  readonly does: { [verb in Verb]?: () => void } = {};
  readonly store: StoreApi<Model>;
  private n = 0;

  /** @param fixed the notation that it keeps: that of its file */
  constructor(
    design: Design,
    readonly fixed?: Format,
  ) {
    this.store = createStore<Model>(() => ({
      history: beginHistory(design),
      side: 'settings',
      pane: 'canvas',
      revealed: undefined,
      run: undefined,
      collapsed: new Set(),
      reached: undefined,
      renaming: undefined,
      over: undefined,
      said: { text: '', n: 0 },
      wanted: undefined,
    }));
  }

  get design(): Design {
    return this.store.getState().history.design;
  }

  get graph(): Definition {
    return graphOf(this.design);
  }

  get selected(): readonly string[] {
    return this.store.getState().history.selected;
  }

  /** The state that what comes next refers to: the last that was selected. */
  get current(): string | undefined {
    return this.selected.at(-1);
  }

  /** Does an edit, unless the text can't be read: then it says so. */
  edit(label: string, make: (design: Design) => Outcome): boolean {
    if (this.design.problem !== null) {
      this.say(`The text can't be read at line ${this.design.problem.line}. Mend it, then the graph can be changed.`);
      return false;
    }
    const made = make(this.design);
    if (made.refused !== undefined) {
      toast.failed(made.refused);
      this.say(made.refused);
      return false;
    }
    const { history } = this.store.getState();
    this.store.setState({ history: record(history, made.design, label, made.selected), renaming: undefined });
    this.say(label);
    const last = made.selected[0];
    if (last !== undefined) {
      this.reach(last);
    }
    return true;
  }

  /** What an inspector's form or the text's editor changed; the typing in one place is one step. */
  write(design: Design, label: string, merges?: string, wanted?: readonly string[]): void {
    const { history } = this.store.getState();
    const graph = graphOf(design);
    const selected = (wanted ?? history.selected).filter((name) => graph.states.has(name));
    this.store.setState({ history: record(history, design, label, selected, merges) });
  }

  type(text: string): void {
    const design = this.fixed === undefined ? inNotation(this.design, text) : withText(this.design, text);
    this.write(design, 'Edit the text', 'text');
  }

  /** Another text takes the place of this one, in the notation that this design has to keep. */
  replace(text: string, label: string, format = formatOf(text)): void {
    const { fixed } = this;
    const design = openDesign(text, format);
    if (fixed === undefined || format === fixed) {
      this.write(design, label);
    } else {
      this.write(design.problem === null ? converted(design, fixed) : openDesign(text, fixed), label);
    }
  }

  undo(): void {
    this.step(undo, 'Undone', this.store.getState().history.done.at(-1)?.label);
  }

  redo(): void {
    this.step(redo, 'Done again', this.store.getState().history.undone.at(-1)?.label);
  }

  private step(make: (history: History) => History, word: string, label: string | undefined): void {
    const { history } = this.store.getState();
    if (label === undefined) {
      this.say(`There is nothing ${word === 'Undone' ? 'to undo' : 'to do again'}`);
      return;
    }
    this.store.setState({ history: make(history), renaming: undefined });
    this.say(`${word}: ${label}`);
    const name = this.current;
    if (name !== undefined && this.graph.states.has(name)) {
      this.reach(name, false);
    }
  }

  /** @param design what was saved: what was done meanwhile is not */
  saved(design = this.design): void {
    const { text } = this.design;
    this.store.setState(({ history }) => ({ history: design.text === text ? markSaved(history) : history }));
  }

  select(names: readonly string[]): void {
    const { history, reached } = this.store.getState();
    if (names.length !== history.selected.length || names.some((name, i) => name !== history.selected[i])) {
      this.store.setState({ history: select(history, names), reached: names.at(-1) ?? reached });
    }
  }

  /** Brings a state into sight and selects it. */
  go(name: string): void {
    this.select([name]);
    this.reach(name);
  }

  reach(name: string, focus = true): void {
    this.store.setState({ reached: name, wanted: { name, focus, n: ++this.n } });
  }

  toggle(name: string): void {
    this.store.setState(({ collapsed }) => {
      const next = new Set(collapsed);
      if (!next.delete(name)) {
        next.add(name);
      }
      return { collapsed: next };
    });
  }

  collapseAll(collapsed: boolean): void {
    const containers = [...this.graph.states.values()].filter(({ inner }) => inner.length > 0);
    this.store.setState({ collapsed: new Set(collapsed ? containers.map(({ name }) => name) : []) });
  }

  /** Shows something beside the canvas; a narrow screen goes there. */
  show(side: SideTab): void {
    this.store.setState({ side, pane: 'side' });
  }

  /** An execution has begun: it is followed on the canvas. */
  began(executionArn: string): void {
    this.store.setState({ run: executionArn, side: 'run', over: undefined });
  }

  forgetRun(): void {
    this.store.setState(({ side }) => ({ run: undefined, side: side === 'run' ? 'settings' : side }));
  }

  rename(name: string | undefined): void {
    this.store.setState({ renaming: name });
  }

  open(over: Over | undefined): void {
    this.store.setState({ over });
  }

  close(): void {
    const { reached } = this.store.getState();
    this.store.setState({ over: undefined });
    if (reached !== undefined) {
      this.reach(reached);
    }
  }

  say(text: string): void {
    this.store.setState({ said: { text, n: ++this.n } });
  }
}

/** A whole definition in the other notation, pasted over this one, changes the notation. */
function inNotation(design: Design, text: string): Design {
  if (formatOf(text) !== design.format) {
    const other = openDesign(text);
    if (other.problem === null && other.definition?.['States'] !== undefined) {
      return other;
    }
  }
  return withText(design, text);
}

const WorkbenchContext = createContext<Workbench | undefined>(undefined);

export const WorkbenchProvider = WorkbenchContext.Provider;

export function useWorkbench(): Workbench {
  const bench = useContext(WorkbenchContext);
  if (bench === undefined) {
    throw new Error('there is no designer around');
  }
  return bench;
}

/** A part of the designer's state; what uses it is drawn anew when that part is another one. */
export function useBench<T>(pick: (model: Model) => T): T {
  return useStore(useWorkbench().store, pick);
}
