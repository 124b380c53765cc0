import { FlaskConical, Play } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/Button';
import { Cause } from '../../design/Cause';
import { StatusBadge, type Status } from '../../design/Status';
import { JsonEditor } from '../../editor/JsonEditor';
import { apiText } from '../document/design';
import { keepInput, keptInput } from '../page/inputs';
import { Part } from '../page/RunPanel';
import { useBench, useWorkbench } from '../page/workbench';
import { stagesOf, testState, type Mock, type Tested } from './testState';
import { forgetWalk, useWalk } from './walk';

const STATUS: Record<Tested['status'], [Status, string]> = {
  SUCCEEDED: ['succeeded', 'Succeeded'],
  FAILED: ['failed', 'Failed'],
  RETRIABLE: ['waiting', 'Would be tried again'],
  CAUGHT_ERROR: ['caught', 'Error caught'],
};

/** Tries the selected state by itself, or shows what it made on the way of the last run to here. */
export function TestPanel({ roleArn, name: machine }: { roleArn: string; name: string }) {
  const state = useBench(({ history }) => history.selected.at(-1));
  if (state === undefined) {
    return <p className="inspector-many">Select a state to test it.</p>;
  }
  return <OfState key={state} name={state} roleArn={roleArn} machine={machine} />;
}

type Mocking = 'none' | 'result' | 'error';

function OfState({ name, roleArn, machine }: { name: string; roleArn: string; machine: string }) {
  const bench = useWorkbench();
  const design = useBench(({ history }) => history.design);
  const visit = useWalk(({ visits }) => visits.findLast(({ state }) => state === name));
  const type = bench.graph.states.get(name)?.type ?? '';
  const container = type === 'Parallel' || type === 'Map';
  const key = `${machine}/${name}`;
  const [input, setInput] = useState(() => visit?.input ?? keptInput(key));
  const [mocking, setMocking] = useState<Mocking>(container ? 'result' : 'none');
  const [mocked, setMocked] = useState(container ? '[]' : '{}');
  const [error, setError] = useState({ error: 'States.TaskFailed', cause: '' });
  const [answer, setAnswer] = useState<{ tested?: Tested; refused?: string; busy?: boolean }>({});
  const mock: Mock | undefined = mocking === 'none' ? undefined : mocking === 'result' ? { result: mocked } : { errorOutput: error };
  const test = () => {
    keepInput(key, input);
    setAnswer({ busy: true });
    testState({ definition: apiText(design), stateName: name, input, roleArn, mock }).then(
      (tested) => setAnswer({ tested }),
      (reason: unknown) => setAnswer({ refused: reason instanceof Error ? reason.message : String(reason) }),
    );
  };
  const tested = answer.tested ?? (answer.refused === undefined && answer.busy !== true ? visit?.tested : undefined);
  return (
    <div className="test-panel">
      <h2>Test {name}</h2>
      <WalkNote name={name} />
      <h3>Input</h3>
      <div className="test-input">
        <JsonEditor small value={input} onChange={setInput} label={`Input of ${name}`} />
      </div>
      {(container || type === 'Task') && (
        <Mocks mocking={mocking} onMocking={setMocking} container={container} mocked={mocked} onMocked={setMocked} error={error} onError={setError} />
      )}
      <div className="actions">
        <Button kind="primary" disabled={design.problem !== null || answer.busy === true} onClick={test}>
          <FlaskConical size={14} aria-hidden />
          Test
        </Button>
        <Button onClick={() => bench.open({ kind: 'run', until: name })} title="Run to here (H)">
          <Play size={14} aria-hidden />
          Run to here…
        </Button>
      </div>
      {answer.refused !== undefined && (
        <p role="alert" className="action-error">
          {answer.refused}
        </p>
      )}
      {tested !== undefined && <Result tested={tested} />}
    </div>
  );
}

/** What is known of the last run to a state. */
function WalkNote({ name }: { name: string }) {
  const bench = useWorkbench();
  const { until, visits, running, problem } = useWalk();
  if (until === undefined) {
    return null;
  }
  return (
    <div className="walk" role="status">
      <div className="actions">
        <span>
          {running ? 'Running to' : 'Run to'} {until}: {visits.length} {visits.length === 1 ? 'state' : 'states'}
        </span>
        <Button kind="quiet" onClick={forgetWalk}>
          Forget it
        </Button>
      </div>
      {problem !== undefined && <p className="action-error">{problem}</p>}
      <ol>
        {visits.map(({ state, tested }, i) => (
          <li key={i}>
            <button type="button" aria-current={state === name || undefined} onClick={() => bench.go(state)}>
              <StatusBadge status={STATUS[tested.status][0]} label={state} />
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface MocksProps {
  mocking: Mocking;
  onMocking: (mocking: Mocking) => void;
  container: boolean;
  mocked: string;
  onMocked: (text: string) => void;
  error: { error: string; cause: string };
  onError: (error: { error: string; cause: string }) => void;
}

function Mocks({ mocking, onMocking, container, mocked, onMocked, error, onError }: MocksProps) {
  const choices: [Mocking, string][] = [
    ...(container ? [] : ([['none', 'Call it']] as [Mocking, string][])),
    ['result', container ? 'With these results' : 'As if it answered'],
    ['error', 'As if it failed'],
  ];
  return (
    <>
      <fieldset className="choice">
        <legend className="visually-hidden">What is called</legend>
        {choices.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="mocking" checked={mocking === value} onChange={() => onMocking(value)} />
            {label}
          </label>
        ))}
      </fieldset>
      {mocking === 'result' && (
        <div className="test-input">
          <JsonEditor small value={mocked} onChange={onMocked} label="Answer" />
        </div>
      )}
      {mocking === 'error' && (
        <div className="config-row">
          <input className="input" aria-label="Error" value={error.error} onChange={(event) => onError({ ...error, error: event.target.value })} />
          <input className="input" aria-label="Cause" placeholder="Cause" value={error.cause} onChange={(event) => onError({ ...error, cause: event.target.value })} />
        </div>
      )}
    </>
  );
}

/** How it went, and the data stage by stage. */
function Result({ tested }: { tested: Tested }) {
  const bench = useWorkbench();
  const { status, nextState, error, cause } = tested;
  const [tone, label] = STATUS[status];
  return (
    <section className="test-result" aria-label="Result" aria-live="polite">
      <div className="actions">
        <StatusBadge status={tone} label={label} />
        {nextState !== undefined && (
          <Button kind="quiet" onClick={() => bench.go(nextState)}>
            Next: {nextState}
          </Button>
        )}
      </div>
      {error !== undefined && (
        <div className="banner" data-status={tone}>
          <div className="banner-text">
            <strong>{error}</strong>
            {cause !== undefined && <Cause text={cause} />}
          </div>
        </div>
      )}
      {stagesOf(tested).map(({ title, text }) => (
        <Part key={title} title={title} text={text} />
      ))}
    </section>
  );
}
