import { useQuery } from '@tanstack/react-query';
import type { Execution } from '../../api/types';
import type { Definition, State } from '../../asl/definition';
import { Json } from '../../design/Json';
import { Empty } from '../../design/States';
import { evaluatedStages, hasStages, recordedStages, type Stage } from '../../run/stages';
import type { Step, Trace } from '../../run/trace';

interface Props {
  step: Step;
  trace: Trace;
  state: State;
  definition: Definition;
  execution: Execution;
}

/** The data of a step from its input to its output, with each rule that made something else of it. */
export function StepData({ step, trace, state, definition, execution }: Props) {
  const ended = step.endedAt !== undefined && step.input !== undefined;
  const evaluated = useQuery({
    enabled: ended && hasStages(state),
    queryKey: ['stages', execution.executionArn, step.id, step.events.length],
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) => evaluatedStages({ step, trace, state, definition, execution }, signal),
  });
  const recorded = recordedStages(step, trace);
  const stages = evaluated.data ?? recorded;
  if (recorded.length === 0) {
    return <Empty title="No data">The history of this execution was written without its data.</Empty>;
  }
  return (
    <>
      <ol className="stages">
        {stages.map((stage, i) => (
          <StageView key={stage.title} stage={stage} before={stages[i - 1]} />
        ))}
      </ol>
      {evaluated.isError && (
        <p className="stage-note" role="status">
          What lies between could not be evaluated again: {evaluated.error.message}
        </p>
      )}
      {evaluated.data !== undefined && (
        <p className="stage-note">Input, result and output are the recorded ones; what lies between was evaluated again from them.</p>
      )}
    </>
  );
}

function StageView({ stage, before }: { stage: Stage; before: Stage | undefined }) {
  const same = before !== undefined && normal(before.text) === normal(stage.text);
  return (
    <li className="stage" data-same={same || undefined}>
      <h3>
        <span>{stage.title}</span>
        {stage.rule !== undefined && <code className="stage-rule" title={stage.rule}>{stage.rule}</code>}
      </h3>
      {same ? <p className="stage-same">the same as before</p> : <Json text={stage.text} label={stage.title} />}
    </li>
  );
}

function normal(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
