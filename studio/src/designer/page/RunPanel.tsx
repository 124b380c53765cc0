import { ExternalLink, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { addresses, machineNameOf } from '../../api/arns';
import { Cause } from '../../design/Cause';
import { indented, Json } from '../../design/Json';
import { ExecutionStatusBadge } from '../../design/Status';
import { dataOf } from '../../run/data';
import { NOTHING_PICKED, shownStep } from '../../run/paint';
import { forgetWalk } from '../testing/walk';
import { keepInput } from './inputs';
import type { Run } from './useRun';
import { useBench, useWorkbench } from './workbench';

/** How the last run went: the whole of it, and the selected state. */
export function RunPanel({ run }: { run: Run }) {
  const bench = useWorkbench();
  const selected = useBench(({ history }) => history.selected.at(-1));
  const { execution, trace, arn } = run;
  const step = selected === undefined ? undefined : shownStep(trace, selected, NOTHING_PICKED);
  const failed = trace.failedStep();
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (execution.status === 'FAILED' && failed !== undefined && told.current !== arn && bench.graph.states.has(failed.name)) {
      told.current = arn; // once: whoever looks elsewhere afterwards stays there
      bench.select([failed.name]);
      bench.reach(failed.name, false);
    }
  }, [bench, arn, execution.status, failed]);
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
            {execution.cause !== undefined && <Cause text={execution.cause} />}
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
        <StepResult machine={machineNameOf(arn)} name={step.name} error={step.error} {...dataOf(step, trace)} />
      )}
    </div>
  );
}

type StepProps = { machine: string; name: string; error: string | undefined } & ReturnType<typeof dataOf>;

function StepResult({ machine, name, error, input, sent, result, output }: StepProps) {
  const bench = useWorkbench();
  const test = (given: string) => {
    keepInput(`${machine}/${name}`, indented(given));
    forgetWalk();
    bench.show('test');
  };
  return (
    <>
      <h2>{name}</h2>
      {error !== undefined && <p className="run-error">{error}</p>}
      {bench.graph.states.has(name) && (
        <div className="actions">
          <button type="button" className="button" onClick={() => bench.does.inspect?.()}>
            Change it
          </button>
          {input !== undefined && (
            <button type="button" className="button" onClick={() => test(input)}>
              Test it with this input
            </button>
          )}
        </div>
      )}
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
