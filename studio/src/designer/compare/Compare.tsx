import { lazy, Suspense, useMemo, useState } from 'react';
import { Empty, Loading } from '../../design/States';
import { Tabs } from '../../design/Tabs';
import { converted, openDesign, type Design } from '../document/design';
import './compare.css';
import { CompareGraph, SIGNS } from './CompareGraph';
import { compare } from './differences';
import { runningNote, summaryOf, wordsOf } from './words';

const TextDiff = lazy(() => import('./TextDiff'));

export interface Side {
  /** What it is: `Version 3`, `Draft`. */
  readonly title: string;
  /** In JSON or YAML. */
  readonly text: string;
}

interface Props {
  before: Side;
  after: Side;
  /** How many executions run, when that is known. */
  running?: number | undefined;
}

type View = 'graph' | 'text';

/** Two definitions: what is different on the graph and in the text, and what that means for what runs. */
export function Compare({ before, after, running }: Props) {
  const [view, setView] = useState<View>('graph');
  const [at, setAt] = useState<string>();
  const [old, now] = useMemo(() => alike(openDesign(before.text), openDesign(after.text)), [before.text, after.text]);
  const comparison = useMemo(
    () => (old.definition === null || now.definition === null ? undefined : compare(old.definition, now.definition)),
    [old, now],
  );
  const changes = [...(comparison?.changes.values() ?? [])];
  return (
    <div className="compare">
      <p className="compare-note">{runningNote(running)}</p>
      <p role="status">
        {comparison === undefined ? 'One of the texts can’t be read, so only the texts are compared.' : summaryOf(comparison)}
      </p>
      <Tabs<View> label="How it is compared" tabs={{ graph: 'Graph', text: 'Text' }} value={view} onChange={setView} />
      {view === 'text' ? (
        <Suspense fallback={<Loading what="the texts" />}>
          <div className="compare-titles" aria-hidden>
            <span>{before.title}</span>
            <span>{after.title}</span>
          </div>
          <TextDiff before={old.text} after={now.text} titles={[before.title, after.title]} language={now.format} />
        </Suspense>
      ) : (
        <div className="compare-both">
          <div className="compare-graph">
            {comparison === undefined ? <Empty title="Nothing to draw" /> : <CompareGraph comparison={comparison} at={at} />}
          </div>
          <ul className="compare-list" aria-label="Changes">
            {changes.map((change) => {
              const Sign = SIGNS[change.kind];
              return (
                <li key={change.name}>
                  <button type="button" data-change={change.kind} onClick={() => setAt(change.name)}>
                    <Sign size={14} aria-hidden />
                    <span>{wordsOf(change)}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Both in the notation of the second, so that lines can be compared. */
function alike(old: Design, now: Design): [Design, Design] {
  return [converted(old, now.format), now];
}
