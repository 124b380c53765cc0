import { ExternalLink, X } from 'lucide-react';
import { Link } from 'wouter';
import { addresses } from '../../api/arns';
import { Json } from '../../design/Json';
import { ExecutionStatusBadge } from '../../design/Status';
import { dataOf } from '../../run/data';
import { NOTHING_PICKED, shownStep } from '../../run/paint';
import type { Run } from './useRun';
import { useBench, useWorkbench } from './workbench';

/** How the last run went: the whole of it, and the selected state. */
export function RunPanel({ run }: { run: Run }) {
  const bench = useWorkbench();
  const selected = useBench(({ history }) => history.selected.at(-1));
  const { execution, trace, arn } = run;
  const step = selected === undefined ? undefined : shownStep(trace, selected, NOTHING_PICKED);
  const failed = trace.failedStep();
  return (
    <div className="run-panel">
      <div className="actions">
        <ExecutionStatusBadge status={execution.status} />
        <Link href={addresses.execution(arn)}>
          Open the execution <ExternalLink size={12} aria-hidden />
        </Link>
        <button type="button" className="icon-button" aria-label="Forget this run" title="Forget this run" onClick={() => bench.forgetRun()}>
          <X size={15} aria-hidden />
        </button>
      </div>
      {execution.error !== undefined && (
        <div className="banner" data-status="failed" role="alert">
          <div className="banner-text">
            <strong>{execution.error}</strong>
            <p>{execution.cause}</p>
            {failed !== undefined && failed.name !== selected && (
              <button type="button" className="button" onClick={() => bench.go(failed.name)}>
                To {failed.name}
              </button>
            )}
          </div>
        </div>
      )}
      {step === undefined ? (
        <>
          <h2>The whole run</h2>
          {execution.input !== undefined && <Part title="Input" text={execution.input} />}
          {execution.output !== undefined && <Part title="Output" text={execution.output} />}
          <p className="hint">{selected === undefined ? 'Select a state to see what it was given and what it made.' : `${selected} was not entered.`}</p>
        </>
      ) : (
        <StepResult name={step.name} {...dataOf(step, trace)} />
      )}
    </div>
  );
}

function StepResult({ name, input, sent, result, output }: { name: string } & ReturnType<typeof dataOf>) {
  return (
    <>
      <h2>{name}</h2>
      {input !== undefined && <Part title="Input" text={input} />}
      {sent !== undefined && <Part title="What it was called with" text={sent} />}
      {result !== undefined && <Part title="What it answered" text={result} />}
      {output !== undefined && <Part title="Output" text={output} />}
    </>
  );
}

export function Part({ title, text }: { title: string; text: string }) {
  return (
    <section className="run-part">
      <h3>{title}</h3>
      <Json text={text} label={title} />
    </section>
  );
}
