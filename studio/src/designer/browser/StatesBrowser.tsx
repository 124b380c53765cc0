import { Cog, Search } from 'lucide-react';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { Tabs } from '../../design/Tabs';
import { TYPE_ICONS } from '../../graph/nodes';
import { follow } from '../canvas/dragging';
import { add } from '../page/edits';
import { useWorkbench } from '../page/workbench';
import { search } from '../patterns/browser';
import type { BrowserEntry } from '../patterns/entry';
import './browser.css';

const TABS = { flow: 'Flow', actions: 'Actions', patterns: 'Patterns' } as const;
type Tab = keyof typeof TABS;

/** What was looked at last: a machine that is created keeps it. */
let lastTab: Tab = 'flow';

/** All that a workflow can be made of: dragged onto the canvas, or put behind the selected state by Enter or a click. */
export function StatesBrowser({ entries }: { entries: readonly BrowserEntry[] }) {
  const bench = useWorkbench();
  const [tab, setTab] = useState<Tab>(lastTab);
  const [text, setText] = useState('');
  useEffect(() => {
    lastTab = tab;
  }, [tab]);
  const searching = text.trim() !== '';
  const found = useMemo(
    () => search(searching ? entries : entries.filter((entry) => entry.tab === tab), text),
    [entries, tab, text, searching],
  );
  const groups = useMemo(() => [...groupedBy(found, ({ group }) => group)], [found]);
  const put = (entry: BrowserEntry) => {
    const name = bench.current;
    bench.edit(`Add ${entry.title}`, (design) => add(design, entry, name === undefined ? { kind: 'end' } : { kind: 'after', name }));
  };
  return (
    <section className="states-browser" aria-label="States browser">
      <label className="browser-search">
        <Search size={14} aria-hidden />
        <input
          type="search"
          aria-label="Search states, actions and patterns"
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0];
            if (event.key === 'Enter' && first !== undefined) {
              put(first);
            } else if (event.key === 'ArrowDown') {
              focusIn(event, 0);
            }
          }}
        />
      </label>
      {!searching && <Tabs<Tab> label="What can be added" tabs={TABS} value={tab} onChange={setTab} />}
      <div className="browser-list">
        {groups.map(([group, list]) => (
          <div key={group} role="group" aria-label={group}>
            {(searching || groups.length > 1) && <h2>{group}</h2>}
            {list.map((entry) => (
              <Entry key={entry.id} entry={entry} onPut={() => put(entry)} />
            ))}
          </div>
        ))}
        {found.length === 0 && <p className="browser-none">Nothing is called like that.</p>}
      </div>
      <p className="browser-hint">Drag onto a line of the canvas, or click to add after the selected state.</p>
    </section>
  );
}

function Entry({ entry, onPut }: { entry: BrowserEntry; onPut: () => void }) {
  const Icon = TYPE_ICONS[entry.type] ?? Cog;
  return (
    <button
      type="button"
      className="browser-entry"
      data-type={entry.type}
      data-entry={entry.id}
      title={entry.about}
      onClick={onPut}
      onPointerDown={(event) => follow(event, { kind: 'new', id: entry.id, label: entry.title, type: entry.type })}
      onKeyDown={(event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step !== undefined) {
          const all = entriesAround(event);
          focusIn(event, all.indexOf(event.currentTarget) + step);
        }
      }}
    >
      <span className="node-icon">
        <Icon size={15} aria-hidden />
      </span>
      <span className="browser-text">
        <strong>{entry.title}</strong>
        <small>{entry.about}</small>
      </span>
    </button>
  );
}

function entriesAround(event: KeyboardEvent): HTMLElement[] {
  return [...(event.currentTarget.closest('.states-browser')?.querySelectorAll<HTMLElement>('.browser-entry') ?? [])];
}

function focusIn(event: KeyboardEvent, at: number): void {
  event.preventDefault();
  entriesAround(event)[at]?.focus();
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  }
  return groups;
}
