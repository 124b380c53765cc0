import { CircleX, CloudOff, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { addresses, machineArnOf, machineNameOf, nameOf } from '../../api/arns';
import { useCost } from '../../api/executions';
import type { Connection } from '../../api/live';
import type { Execution } from '../../api/types';
import { Button } from '../../design/Button';
import { Cause } from '../../design/Cause';
import { ExecutionStatusBadge } from '../../design/Status';
import { Moment, span } from '../../design/Time';
import { parentOf } from '../../run/relatives';
import type { Step, Trace } from '../../run/trace';
import { ExecutionActions } from './ExecutionActions';

interface Props {
  execution: Execution;
  trace: Trace;
  connection: Connection;
  onShow: (step: Step) => void;
}

/** Which execution it is, how it is doing, what can be done, and what went wrong. */
export function ExecutionHead({ execution, trace, connection, onShow }: Props) {
  const arn = execution.executionArn;
  const failed = trace.failedStep();
  return (
    <header className="execution-head">
      <nav className="crumbs" aria-label="Where this is">
        <Link href={addresses.machines}>State machines</Link> /{' '}
        <Link href={addresses.machine(machineArnOf(arn))}>{machineNameOf(arn)}</Link> / {nameOf(arn)}
      </nav>
      <div className="page-head">
        <div className="execution-title">
          <h1>{execution.name}</h1>
          <ExecutionStatusBadge status={execution.status} />
          <LiveLine connection={connection} redriven={trace.redrives} />
        </div>
        <div className="actions">
          <ExecutionActions execution={execution} trace={trace} />
        </div>
      </div>
      <Facts execution={execution} entered={trace.steps.size} />
      {trace.end !== undefined && trace.end.status !== 'succeeded' && (
        <Banner trace={trace} step={failed} onShow={onShow} />
      )}
    </header>
  );
}

/** Whether what is shown is still current. */
function LiveLine({ connection, redriven }: { connection: Connection; redriven: number }) {
  return (
    <span className="live-line" role="status" data-connection={connection}>
      {connection === 'live' && (
        <>
          <Radio size={14} aria-hidden /> Live
        </>
      )}
      {connection === 'reconnecting' && (
        <>
          <CloudOff size={14} aria-hidden /> The server does not answer; trying again…
        </>
      )}
      {redriven > 0 && <span>Redriven {redriven === 1 ? 'once' : `${redriven} times`}</span>}
    </span>
  );
}

function Facts({ execution, entered }: { execution: Execution; entered: number }) {
  const { startDate, stopDate, executionArn } = execution;
  const cost = useCost(executionArn, stopDate !== undefined).data;
  const parent = parentOf(execution);
  return (
    <dl className="facts">
      <Fact name="Started">
        <Moment seconds={startDate} />
      </Fact>
      {stopDate !== undefined && <Fact name="Took">{span((stopDate - startDate) * 1000)}</Fact>}
      <Fact name="States entered">{entered.toLocaleString()}</Fact>
      {cost?.standard !== undefined && (
        <Fact name="On AWS">
          <span title={priceTitle(cost.standard.transitions, cost.express?.gbSeconds)}>
            {price(cost.standard.usd)}
            {cost.express !== undefined && cost.express.possible !== false && ` (Express ${price(cost.express.usd)})`}
          </span>
        </Fact>
      )}
      {parent !== undefined && (
        <Fact name={parent.kind === 'map run' ? 'Child of the map run' : 'Started by'}>
          <Link href={parent.kind === 'map run' ? addresses.mapRun(parent.arn) : addresses.execution(parent.arn)}>
            {parent.kind === 'map run' ? machineNameOf(parent.arn) : `${machineNameOf(parent.arn)} / ${nameOf(parent.arn)}`}
          </Link>
        </Fact>
      )}
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

const CENTS = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const FRACTIONS = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 });

/** Most runs cost far less than a cent. */
function price(usd: number): string {
  return (usd < 0.01 ? FRACTIONS : CENTS).format(usd);
}

function priceTitle(transitions: number, gbSeconds: number | undefined): string {
  const express = gbSeconds === undefined ? '' : `; as Express ${gbSeconds.toPrecision(3)} GB-seconds`;
  return `${transitions} state transitions as Standard${express}; prices of us-east-1 without the free tier`;
}

interface BannerProps {
  trace: Trace;
  step: Step | undefined;
  onShow: (step: Step) => void;
}

const TITLES = { failed: 'The execution failed', timedout: 'The execution timed out', aborted: 'The execution was stopped' };

function Banner({ trace, step, onShow }: BannerProps) {
  const { status, error, cause } = trace.end ?? { status: 'failed' as const, error: undefined, cause: undefined };
  return (
    <div className="banner" role="alert" data-status={status}>
      <CircleX size={18} aria-hidden />
      <div className="banner-text">
        <strong>{error ?? TITLES[status as keyof typeof TITLES]}</strong>
        {cause !== undefined && <Cause text={cause} />}
        {step?.error !== undefined && step.error !== error && (
          <p>
            {step.name} failed with {step.error}
          </p>
        )}
      </div>
      {step !== undefined && <Button onClick={() => onShow(step)}>Show {step.name}</Button>}
    </div>
  );
}
