import { ChevronDown, ChevronUp, CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Diagnostic, Diagnostics } from './diagnostics';
import { useBench, useWorkbench } from './workbench';

/** What the validator says, and the way to each place. */
export function Problems({ diagnostics }: { diagnostics: Diagnostics }) {
  const bench = useWorkbench();
  const [open, setOpen] = useState(false);
  const empty = useBench(({ history }) => Object.keys((history.design.definition?.['States'] as object | undefined) ?? {}).length === 0);
  const { all, checking } = diagnostics;
  const errors = all.filter(({ severity }) => severity === 'error').length;
  if (all.length === 0) {
    return (
      <p className="canvas-problems" role="status" data-status={checking || empty ? 'waiting' : 'succeeded'}>
        <CircleCheck size={14} aria-hidden />
        {empty ? 'Nothing to check yet' : checking ? 'Checking…' : 'The definition is valid'}
      </p>
    );
  }
  const show = (problem: Diagnostic) => {
    if (problem.state !== undefined && bench.graph.states.has(problem.state)) {
      bench.go(problem.state);
    } else {
      bench.show('code');
    }
    bench.store.setState({ revealed: { at: problem.from } });
  };
  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <div className="canvas-problems-open">
      {open && (
        <ul className="problems" aria-label="Problems">
          {all.map((problem, i) => (
            <li key={i}>
              <button type="button" data-status={problem.severity === 'error' ? 'failed' : 'caught'} onClick={() => show(problem)}>
                {problem.severity === 'error' ? <CircleX size={14} aria-label="error" /> : <TriangleAlert size={14} aria-label="warning" />}
                <span>
                  {problem.state !== undefined && <strong>{problem.state}: </strong>}
                  {problem.message}
                </span>
                <small>line {problem.line}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="canvas-problems" data-status={errors > 0 ? 'failed' : 'caught'} aria-expanded={open} onClick={() => setOpen(!open)}>
        {errors > 0 ? <CircleX size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
        <span>{told(errors, all.length - errors)}</span>
        <Chevron size={14} aria-hidden />
      </button>
      <p className="visually-hidden" role="status">
        {told(errors, all.length - errors)}
      </p>
    </div>
  );
}

function told(errors: number, warnings: number): string {
  const count = (n: number, word: string) => (n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`]);
  return [...count(errors, 'error'), ...count(warnings, 'warning')].join(', ');
}
