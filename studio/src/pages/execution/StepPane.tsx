import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { addresses, machineNameOf, nameOf } from '../../api/arns';
import type { Execution } from '../../api/types';
import type { Definition } from '../../asl/definition';
import { functionOf } from '../../asl/functionOf';
import { Json } from '../../design/Json';
import { Empty } from '../../design/States';
import { STATUS_LABELS, StatusBadge } from '../../design/Status';
import { Tabs } from '../../design/Tabs';
import { span } from '../../design/Time';
import { childrenOf } from '../../run/relatives';
import type { Step, Trace } from '../../run/trace';
import { Attempts, FunctionLog, Variables } from './StepDetails';
import { placeOf, type Way } from './place';
import { StepData } from './StepData';
import { StepEvents } from './StepEvents';

const TABS = {
  data: 'Data',
  variables: 'Variables',
  attempts: 'Attempts',
  events: 'Events',
  log: 'Log',
  definition: 'Definition',
} as const;
type Tab = keyof typeof TABS;

interface Props {
  name: string;
  definition: Definition;
  execution: Execution;
  step: Step | undefined;
  trace: Trace;
  version: number;
  go: Way['go'];
}

/** One step in detail: the data at every stage, its variables, its attempts, and how it is defined. */
export function StepPane({ name, definition, execution, step, trace, version, go }: Props) {
  const [tab, setTab] = useState<Tab>('data');
  const state = definition.states.get(name);
  const called = state === undefined ? undefined : functionOf(state);
  const { log: _, ...others } = TABS;
  const tabs: Partial<typeof TABS> = called === undefined ? others : TABS;
  return (
    <aside className="step-pane" aria-label={`Step ${name}`}>
      <div className="step-head">
        <div>
          <h2>{name}</h2>
          <span className="crumbs">{state?.type}</span>
        </div>
        {step !== undefined && <StatusBadge status={step.status} label={STATUS_LABELS[step.status]} />}
        <button type="button" className="icon-button" aria-label="Close the step" onClick={() => go({ state: undefined, step: undefined })}>
          <X size={16} aria-hidden />
        </button>
      </div>
      {step !== undefined && <Facts step={step} trace={trace} go={go} />}
      {step?.error !== undefined && (
        <div className="banner" data-status={step.status}>
          <div className="banner-text">
            <strong>{step.error}</strong>
            {step.cause !== undefined && <p tabIndex={0}>{step.cause}</p>}
          </div>
        </div>
      )}
      <Tabs label="About the step" tabs={tabs} value={tab} onChange={setTab} />
      <div className="step-body" role="tabpanel" aria-label={TABS[tab]} tabIndex={0}>
        {tab === 'definition' && state !== undefined && <Json text={JSON.stringify(state.json)} label="the definition" />}
        {tab === 'log' && called !== undefined && <FunctionLog name={called} step={step} />}
        {tab !== 'definition' && tab !== 'log' && step === undefined && (
          <Empty title={trace.end === undefined ? 'Not entered yet' : 'Not entered'}>This run has not come through this state.</Empty>
        )}
        {tab === 'data' && step !== undefined && state !== undefined && (
          <StepData step={step} trace={trace} state={state} definition={definition} execution={execution} />
        )}
        {tab === 'variables' && step !== undefined && <Variables step={step} trace={trace} />}
        {tab === 'attempts' && step !== undefined && <Attempts step={step} trace={trace} />}
        {tab === 'events' && step !== undefined && <StepEvents step={step} trace={trace} version={version} go={go} />}
      </div>
    </aside>
  );
}

function Facts({ step, trace, go }: { step: Step; trace: Trace; go: Way['go'] }) {
  const lane = trace.lanes.get(step.lane);
  const owner = trace.ownerOf(step.lane);
  const visits = lane?.visits.get(step.name)?.steps ?? [];
  const visit = visits.indexOf(step.id);
  const toVisit = (at: number) => {
    const other = trace.steps.get(visits[at] ?? -1);
    if (other !== undefined) {
      go(placeOf(trace, other));
    }
  };
  return (
    <dl className="facts step-facts">
      <Fact name="Took">{step.endedAt === undefined ? '…' : span(step.endedAt - step.enteredAt)}</Fact>
      {step.retries > 0 && <Fact name="Retries">{step.retries}</Fact>}
      {owner !== undefined && lane !== undefined && (
        <Fact name={owner.type === 'Map' ? `Iteration of ${owner.name}` : `Branch of ${owner.name}`}>
          {owner.type === 'Map' ? lane.index : lane.index + 1}
        </Fact>
      )}
      {step.lanes.length > 0 && <Fact name={step.type === 'Map' ? 'Iterations' : 'Branches'}>{step.lanes.length.toLocaleString()}</Fact>}
      {visits.length > 1 && (
        <Fact name="Visit">
          <button type="button" className="link" aria-label="The visit before" disabled={visit <= 0} onClick={() => toVisit(visit - 1)}>
            ‹
          </button>{' '}
          {visit + 1} of {visits.length}{' '}
          <button type="button" className="link" aria-label="The next visit" disabled={visit >= visits.length - 1} onClick={() => toVisit(visit + 1)}>
            ›
          </button>
        </Fact>
      )}
      {childrenOf(step, trace).map(({ kind, arn }) => (
        <Fact key={arn} name={kind === 'map run' ? 'Map run' : 'Started'}>
          <Link href={kind === 'map run' ? addresses.mapRun(arn) : addresses.execution(arn)}>
            {kind === 'map run' ? nameOf(arn).slice(0, 13) || 'open' : `${machineNameOf(arn)} / ${nameOf(arn)}`}
          </Link>
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
