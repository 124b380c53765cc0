import { CircleX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { addresses, machineArnOf, machineNameOf, nameOf } from '../../api/arns';
import { useExecutedDefinition, useExecution } from '../../api/queries';
import type { Execution } from '../../api/types';
import { parseDefinition } from '../../asl/definition';
import { Button } from '../../design/Button';
import { Failed, Loading } from '../../design/States';
import { ExecutionStatusBadge } from '../../design/Status';
import { Tabs } from '../../design/Tabs';
import { Moment, span } from '../../design/Time';
import { GraphView } from '../../graph/GraphView';
import { paintOf, shownIteration, type Picked } from '../../run/paint';
import type { Step, Trace } from '../../run/trace';
import { useTrace } from '../../run/useTrace';
import { EventsView } from './EventsView';
import './execution.css';
import { ExecutionActions } from './ExecutionActions';
import { IterationPicker } from './IterationPicker';
import { StepPane } from './StepPane';
import { TableView } from './TableView';

const VIEWS = { graph: 'Graph', table: 'Table', events: 'Events' } as const;
type View = keyof typeof VIEWS;

/** One execution, as it runs: the graph painted live, its steps, its events, and one step in detail. */
export default function ExecutionPage({ arn }: { arn: string }) {
  const execution = useExecution(arn);
  const machine = useExecutedDefinition(arn);
  const definition = useMemo(
    () => (machine.data === undefined ? undefined : parseDefinition(machine.data.definition)),
    [machine.data],
  );
  const { trace, version } = useTrace(arn, definition);
  const [params, setParams] = useSearchParams();
  const [picked, setPicked] = useState<Picked>(new Map());
  const paint = useMemo(() => paintOf(trace, picked), [trace, version, picked]);

  if (execution.isError || machine.isError) {
    const retry = () => void Promise.all([execution.refetch(), machine.refetch()]);
    return <Failed error={execution.error ?? machine.error} onRetry={retry} />;
  }
  if (execution.isPending || definition === undefined) {
    return <Loading what="the execution" />;
  }
  const view = (params.get('view') ?? 'graph') as View;
  const selected = params.get('state') ?? undefined;
  const change = (key: string, value: string | undefined) =>
    setParams(
      (known) => {
        const next = new URLSearchParams(known);
        if (value === undefined) {
          next.delete(key);
        } else {
          next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  const step = selected === undefined ? undefined : stepShown(trace, selected, picked);
  const failed = trace.failedStep();
  return (
    <div className="execution">
      <header className="execution-head">
        <nav className="crumbs" aria-label="Where this is">
          <Link href={addresses.machines}>State machines</Link> /{' '}
          <Link href={addresses.machine(machineArnOf(arn))}>{machineNameOf(arn)}</Link> / {nameOf(arn)}
        </nav>
        <div className="page-head">
          <div className="execution-title">
            <h1>{execution.data.name}</h1>
            <ExecutionStatusBadge status={execution.data.status} />
            <Facts execution={execution.data} transitions={trace.steps.size} />
          </div>
          <ExecutionActions execution={execution.data} />
        </div>
        {failed !== undefined && trace.end?.status === 'failed' && (
          <ErrorBanner
            error={trace.end.error}
            cause={trace.end.cause}
            step={failed}
            onShow={() => {
              setPicked(pathTo(trace, failed));
              change('state', failed.name);
            }}
          />
        )}
      </header>
      <Tabs label="Views of the execution" tabs={VIEWS} value={view} onChange={(next) => change('view', next)} />
      <div className="execution-body" data-detail={selected !== undefined || undefined}>
        <div className="execution-view">
          {view === 'graph' && (
            <>
              <GraphView
                definition={definition}
                paint={paint}
                selected={selected}
                onSelect={(name) => change('state', name)}
                focus={failed?.name ?? lastStep(trace)?.name}
              />
              <IterationPicker trace={trace} version={version} picked={picked} onPick={setPicked} />
            </>
          )}
          {view === 'table' && (
            <TableView trace={trace} version={version} selected={step} onSelect={(name) => change('state', name)} />
          )}
          {view === 'events' && <EventsView trace={trace} version={version} />}
        </div>
        {selected !== undefined && (
          <StepPane
            name={selected}
            state={definition.states.get(selected)}
            step={step}
            trace={trace}
            onClose={() => change('state', undefined)}
          />
        )}
      </div>
    </div>
  );
}

function Facts({ execution, transitions }: { execution: Execution; transitions: number }) {
  const { startDate, stopDate } = execution;
  return (
    <dl className="facts">
      <div>
        <dt>Started</dt>
        <dd>
          <Moment seconds={startDate} />
        </dd>
      </div>
      {stopDate !== undefined && (
        <div>
          <dt>Took</dt>
          <dd>{span((stopDate - startDate) * 1000)}</dd>
        </div>
      )}
      <div>
        <dt>States entered</dt>
        <dd>{transitions}</dd>
      </div>
    </dl>
  );
}

interface BannerProps {
  error: string | undefined;
  cause: string | undefined;
  step: Step;
  onShow: () => void;
}

function ErrorBanner({ error, cause, step, onShow }: BannerProps) {
  return (
    <div className="banner" role="alert" data-status="failed">
      <CircleX size={18} aria-hidden />
      <div className="banner-text">
        <strong>{error ?? 'The execution failed'}</strong>
        {cause !== undefined && <p>{cause}</p>}
      </div>
      <Button onClick={onShow}>Show {step.name}</Button>
    </div>
  );
}

/** The visit of a state that the page shows: the last one in the lanes that are shown. */
function stepShown(trace: Trace, name: string, picked: Picked): Step | undefined {
  let found: Step | undefined;
  for (const step of trace.steps.values()) {
    if (step.name === name && isShown(trace, step, picked)) {
      found = step;
    }
  }
  return found;
}

function isShown(trace: Trace, step: Step, picked: Picked): boolean {
  const owner = trace.ownerOf(step.lane);
  if (owner === undefined) {
    return true;
  }
  return (owner.type !== 'Map' || shownIteration(trace, owner, picked)?.id === step.lane) && isShown(trace, owner, picked);
}

/** The iterations that lead to a step. */
function pathTo(trace: Trace, step: Step): Picked {
  const path = new Map<string, number>();
  for (let at: Step | undefined = step; at !== undefined; at = trace.ownerOf(at.lane)) {
    const owner = trace.ownerOf(at.lane);
    if (owner?.type === 'Map') {
      path.set(owner.name, trace.lanes.get(at.lane)?.index ?? 0);
    }
  }
  return path;
}

function lastStep(trace: Trace): Step | undefined {
  return [...trace.steps.values()].pop();
}
