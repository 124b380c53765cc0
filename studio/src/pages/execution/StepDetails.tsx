import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../api/client';
import { Json } from '../../design/Json';
import { Empty, Failed, Loading } from '../../design/States';
import { span } from '../../design/Time';
import { attemptsOf } from '../../run/attempts';
import type { Step, Trace } from '../../run/trace';
import { variablesInScope } from '../../run/variables';

/** The variables that a step sees, and those that it assigned. */
export function Variables({ step, trace }: { step: Step; trace: Trace }) {
  const seen = [...variablesInScope(step, trace)];
  const assigned = Object.entries(step.assigned);
  if (seen.length + assigned.length === 0) {
    return <Empty title="No variables">Neither this step nor one before it has assigned any.</Empty>;
  }
  return (
    <>
      {assigned.length > 0 && <VariableList title="Assigned here" variables={assigned} />}
      {seen.length > 0 && <VariableList title="In scope" variables={seen} />}
    </>
  );
}

function VariableList({ title, variables }: { title: string; variables: [string, string][] }) {
  return (
    <section className="variables">
      <h3>{title}</h3>
      {variables.map(([name, text]) => (
        <div key={name}>
          <code>${name}</code>
          <Json text={text} label={name} />
        </div>
      ))}
    </section>
  );
}

/** Each try, how it ended, and the pause before the next. */
export function Attempts({ step, trace }: { step: Step; trace: Trace }) {
  const attempts = attemptsOf(step, trace);
  if (attempts.length === 0) {
    return <Empty title="No attempts">A {step.type} state calls nothing, so nothing is tried again.</Empty>;
  }
  return (
    <ol className="attempts">
      {attempts.map((attempt, i) => (
        <li key={i} data-failed={attempt.error !== undefined || undefined}>
          <div className="attempt-line">
            <strong>{i === 0 ? 'First attempt' : `Retry ${i}`}</strong>
            <span className="row-number">{attempt.endedAt === undefined ? 'running' : span(attempt.endedAt - attempt.startedAt)}</span>
          </div>
          {attempt.error === undefined ? (
            <span>{attempt.endedAt === undefined ? 'Not ended yet' : 'Succeeded'}</span>
          ) : (
            <>
              <span className="attempt-error">{attempt.error}</span>
              {attempt.cause !== undefined && <p className="attempt-cause">{attempt.cause}</p>}
            </>
          )}
          {attempt.delay !== undefined && <span className="attempt-delay">tried again after {span(attempt.delay)}</span>}
        </li>
      ))}
    </ol>
  );
}

interface LogPage {
  text: string;
  cut: boolean;
}

const LIMIT = 262_144;

/** What the function wrote while the step ran, or all that is kept. */
export function FunctionLog({ name, step }: { name: string; step: Step | undefined }) {
  const [all, setAll] = useState(false);
  const running = step !== undefined && step.endedAt === undefined;
  const log = useQuery({
    queryKey: ['function-log', name],
    retry: false,
    refetchInterval: running ? 1_000 : false,
    queryFn: ({ signal }) => get<LogPage>(`/stepwell/functions/${encodeURIComponent(name)}/logs?limit=${LIMIT}`, signal),
  });
  if (log.isPending) {
    return <Loading what="the log" />;
  }
  if (log.isError) {
    return <Failed error={log.error} onRetry={() => void log.refetch()} />;
  }
  const text = all || step === undefined ? log.data.text : during(log.data.text, step);
  return (
    <>
      <label className="check">
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
        All of {name}&rsquo;s log, not only while this step ran
      </label>
      {text === '' ? (
        <Empty title="Nothing written">{all ? `${name} has written nothing yet.` : 'The function wrote nothing while this step ran.'}</Empty>
      ) : (
        <pre className="json log" tabIndex={0} aria-label={`Log of ${name}`}>
          {text}
        </pre>
      )}
    </>
  );
}

/** Lines whose time lies within the step; a line without a time belongs to the one before it. */
function during(text: string, step: Step): string {
  const until = step.endedAt ?? Infinity;
  let inside = false;
  return text
    .split('\n')
    .filter((line) => {
      const at = Date.parse(/^\d{4}-\d\d-\d\dT\S+/.exec(line)?.[0] ?? '');
      inside = Number.isNaN(at) ? inside : at >= step.enteredAt - 50 && at <= until + 50;
      return inside && line !== '';
    })
    .join('\n');
}
