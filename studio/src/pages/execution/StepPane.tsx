import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { State } from '../../asl/definition';
import { Json } from '../../design/Json';
import { Empty } from '../../design/States';
import { StatusBadge } from '../../design/Status';
import { Tabs } from '../../design/Tabs';
import { span } from '../../design/Time';
import { dataOf } from '../../run/data';
import { detailsOf } from '../../run/details';
import type { Step, Trace } from '../../run/trace';

const TABS = { data: 'Input & output', variables: 'Variables', attempts: 'Events', definition: 'Definition' } as const;

interface Props {
  name: string;
  state: State | undefined;
  step: Step | undefined;
  trace: Trace;
  onClose: () => void;
}

/** One step in detail: the data at every stage, its variables, its attempts, and how it is defined. */
export function StepPane({ name, state, step, trace, onClose }: Props) {
  const [tab, setTab] = useState<keyof typeof TABS>('data');
  return (
    <aside className="step-pane" aria-label={`Step ${name}`}>
      <div className="step-head">
        <div>
          <h2>{name}</h2>
          <span className="crumbs">{state?.type}</span>
        </div>
        {step !== undefined && <StatusBadge status={step.status} label={step.status} />}
        <button type="button" className="icon-button" aria-label="Close the step" onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
      {step !== undefined && (
        <dl className="facts step-facts">
          <Fact name="Took">{step.endedAt === undefined ? '…' : span(step.endedAt - step.enteredAt)}</Fact>
          <Fact name="Retries">{step.retries}</Fact>
          {step.lanes.length > 0 && <Fact name={step.type === 'Map' ? 'Iterations' : 'Branches'}>{step.lanes.length}</Fact>}
        </dl>
      )}
      {step?.error !== undefined && (
        <div className="banner" data-status={step.status}>
          <div className="banner-text">
            <strong>{step.error}</strong>
            {step.cause !== undefined && <p>{step.cause}</p>}
          </div>
        </div>
      )}
      <Tabs label="About the step" tabs={TABS} value={tab} onChange={setTab} />
      <div className="step-body">
        {tab === 'definition' && state !== undefined && <Json text={JSON.stringify(state.json)} label="the definition" />}
        {tab !== 'definition' && step === undefined && <Empty title="Not entered yet" />}
        {tab === 'data' && step !== undefined && <Data step={step} trace={trace} />}
        {tab === 'variables' && step !== undefined && <Variables step={step} />}
        {tab === 'attempts' && step !== undefined && <Attempts step={step} trace={trace} />}
      </div>
    </aside>
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

function Data({ step, trace }: { step: Step; trace: Trace }) {
  return dataOf(step, trace).map(({ title, text }) => (
    <section key={title}>
      <h3>{title}</h3>
      <Json text={text} label={title} />
    </section>
  ));
}

function Variables({ step }: { step: Step }) {
  const assigned = Object.entries(step.assigned);
  if (assigned.length === 0) {
    return <Empty title="This step assigned no variables" />;
  }
  return assigned.map(([name, text]) => (
    <section key={name}>
      <h3 className="mono">${name}</h3>
      <Json text={text} label={name} />
    </section>
  ));
}

function Attempts({ step, trace }: { step: Step; trace: Trace }) {
  return (
    <ol className="attempts">
      {step.events.slice(0, 500).map((id) => {
        const event = trace.event(id);
        const error = event === undefined ? undefined : detailsOf(event)['error'];
        return (
          <li key={id}>
            <span className="row-number">{id}</span> {event?.type}
            {typeof error === 'string' && <span className="attempt-error"> {error}</span>}
          </li>
        );
      })}
    </ol>
  );
}
