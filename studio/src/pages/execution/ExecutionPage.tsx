import { useEffect, useMemo } from 'react';
import { useAnyExecution } from '../../api/executions';
import { nameOf } from '../../api/arns';
import { useKeys } from '../../app/useKeys';
import { parseDefinition } from '../../asl/definition';
import { Failed, Loading } from '../../design/States';
import { Tabs } from '../../design/Tabs';
import { GraphView } from '../../graph/GraphView';
import { paintOf, shownStep } from '../../run/paint';
import { useTrace } from '../../run/useTrace';
import { EventsView } from './EventsView';
import './execution.css';
import { ExecutionHead } from './ExecutionHead';
import { IterationPicker } from './IterationPicker';
import { pickedAt, placeOf, usePlace, VIEWS } from './place';
import { StepPane } from './StepPane';
import { TableView } from './TableView';

/** One execution, as it runs: the graph painted live, its steps, its events, and one step in detail. */
export default function ExecutionPage({ arn }: { arn: string }) {
  const { execution, definition: text, events, error, retry } = useAnyExecution(arn);
  const definition = useMemo(() => (text === undefined ? undefined : parseDefinition(text)), [text]);
  const { trace, version, connection } = useTrace(arn, definition, execution?.redriveCount ?? 0, events);
  const { place, go } = usePlace();
  const picked = useMemo(() => pickedAt(place, trace), [place, trace, version]);
  const paint = useMemo(() => paintOf(trace, picked), [trace, version, picked]);
  useKeys({
    '1': () => go({ view: 'graph' }),
    '2': () => go({ view: 'table' }),
    '3': () => go({ view: 'events' }),
    f: () => {
      const step = trace.failedStep();
      if (step !== undefined) {
        go(placeOf(trace, step));
      }
    },
    Escape: () => go({ state: undefined, step: undefined }),
  });
  useEffect(() => {
    document.title = `${nameOf(arn)} · Stepwell`;
  }, [arn]);

  if (error !== null && execution === undefined) {
    return (
      <div className="page">
        <h1>{nameOf(arn)}</h1>
        <Failed error={error} onRetry={retry} />
      </div>
    );
  }
  if (execution === undefined || definition === undefined) {
    return <Loading what="the execution" />;
  }
  const { view, state: selected } = place;
  const step = selected === undefined ? undefined : shownStep(trace, selected, picked);
  const failed = trace.failedStep();
  const running = trace.end === undefined && execution.status === 'RUNNING';
  const select = (name: string | undefined) => go({ state: name, step: undefined });
  return (
    <div className="execution">
      <ExecutionHead
        execution={execution}
        trace={trace}
        connection={connection}
        onShow={(found) => go(placeOf(trace, found))}
      />
      <Tabs label="Views of the execution" tabs={VIEWS} value={view} onChange={(next) => go({ view: next })} />
      <div className="execution-body" data-detail={selected !== undefined || undefined}>
        <div className="execution-view" role="tabpanel" aria-label={VIEWS[view]}>
          {view === 'graph' && (
            <>
              <IterationPicker
                trace={trace}
                version={version}
                picked={picked}
                onPick={(iterations) => go({ iterations, step: undefined })}
              />
              <GraphView
                definition={definition}
                name={nameOf(arn)}
                paint={paint}
                selected={selected}
                onSelect={select}
                focus={failed?.name ?? (running ? trace.lastStep()?.name : undefined)}
              />
            </>
          )}
          {view === 'table' && (
            <TableView trace={trace} version={version} selected={step} onSelect={(found) => go(placeOf(trace, found))} />
          )}
          {view === 'events' && <EventsView trace={trace} version={version} place={place} go={go} />}
        </div>
        {selected !== undefined && (
          <StepPane
            key={selected}
            name={selected}
            definition={definition}
            execution={execution}
            step={step}
            trace={trace}
            version={version}
            go={go}
          />
        )}
      </div>
    </div>
  );
}
