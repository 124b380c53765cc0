import { Play, WandSparkles } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { addresses, nameOf } from '../../api/arns';
import { call } from '../../api/client';
import { useAliases, useExecutions, useVersions } from '../../api/queries';
import type { Execution, StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { indented } from '../../design/Json';
import { useAction } from '../../design/useAction';
import { JsonEditor } from '../../editor/JsonEditor';
import { SyncResult, type SyncExecution } from './SyncResult';

interface Props {
  machine: StateMachine;
  /** The input to begin with; an earlier execution's can be taken instead. */
  input?: string;
  onClose: () => void;
}

/**
 * Starts an execution of a machine, a version or an alias, and goes to it. An express machine is
 * waited for, and its result shown at once.
 */
export function StartDialog({ machine, input = '{}', onClose }: Props) {
  const [text, setText] = useState(() => indented(input));
  const [name, setName] = useState('');
  const [target, setTarget] = useState(machine.stateMachineArn);
  const [waits, setWaits] = useState(machine.type === 'EXPRESS');
  const [, go] = useLocation();
  const wrong = useMemo(() => mistake(text), [text]);
  const start = useAction({
    run: () =>
      call<SyncExecution>(waits ? 'StartSyncExecution' : 'StartExecution', {
        stateMachineArn: target,
        input: text,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
      }),
    changes: ['executions', 'found-executions', 'machine-numbers', 'recent-executions'],
    showsError: true,
    then: ({ executionArn }) => {
      if (!waits) {
        onClose();
        go(addresses.execution(executionArn));
      }
    },
  });
  const usable = wrong === undefined && !start.isPending;
  const begin = () => usable && start.mutate();
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Start ${machine.name}`}
      wide
      onSubmit={begin}
      actions={
        <>
          <Button onClick={onClose}>{start.isSuccess ? 'Close' : 'Cancel'}</Button>
          <Button kind="primary" disabled={!usable} onClick={begin} title="Ctrl+Enter">
            <Play size={16} aria-hidden />
            {start.isSuccess ? 'Start another' : 'Start execution'}
          </Button>
        </>
      }
    >
      <div className="start-fields">
        <label className="field">
          <span>Name (a fresh one when left empty)</span>
          <input className="input" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </label>
        <Target machine={machine} value={target} onChange={setTarget} />
      </div>
      {machine.type === 'EXPRESS' && (
        <label className="check">
          <input type="checkbox" checked={waits} onChange={(event) => setWaits(event.target.checked)} />
          Wait for the result (StartSyncExecution)
        </label>
      )}
      <div className="start-input">
        <span>Input</span>
        <span className="actions">
          <EarlierInputs machine={machine} onTake={setText} />
          <Button kind="quiet" disabled={wrong !== undefined} onClick={() => setText(indented(text))}>
            <WandSparkles size={14} aria-hidden />
            Format
          </Button>
        </span>
      </div>
      <JsonEditor value={text} onChange={setText} label="Input" />
      {(wrong !== undefined || start.isError) && (
        <p role="alert" className="action-error">
          {wrong ?? start.error?.message}
        </p>
      )}
      {waits && start.data !== undefined && <SyncResult execution={start.data} />}
    </Dialog>
  );
}

function Target({ machine, value, onChange }: { machine: StateMachine; value: string; onChange: (arn: string) => void }) {
  const versions = useVersions(machine.stateMachineArn);
  const aliases = useAliases(machine.stateMachineArn);
  return (
    <label className="field">
      <span>Version</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value={machine.stateMachineArn}>Latest</option>
        {aliases.data?.map((alias) => (
          <option key={alias.stateMachineAliasArn} value={alias.stateMachineAliasArn}>
            {nameOf(alias.stateMachineAliasArn)} (alias)
          </option>
        ))}
        {versions.data?.map((version) => (
          <option key={version.stateMachineVersionArn} value={version.stateMachineVersionArn}>
            {nameOf(version.stateMachineVersionArn)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The inputs of the last executions, to be taken again. */
function EarlierInputs({ machine, onTake }: { machine: StateMachine; onTake: (text: string) => void }) {
  const executions = useExecutions(machine.stateMachineArn, undefined, machine.type === 'STANDARD');
  const items = executions.data?.pages[0]?.executions.slice(0, 20) ?? [];
  if (items.length === 0) {
    return null;
  }
  const take = async (executionArn: string) => {
    const { input } = await call<Execution>('DescribeExecution', { executionArn });
    onTake(indented(input ?? '{}'));
  };
  return (
    <select
      className="input earlier"
      aria-label="Take the input of an earlier execution"
      value=""
      onChange={(event) => void take(event.target.value)}
    >
      <option value="">Take an earlier input…</option>
      {items.map((item) => (
        <option key={item.executionArn} value={item.executionArn}>
          {item.name}
        </option>
      ))}
    </select>
  );
}

function mistake(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `The input is no JSON: ${(error as Error).message}`;
  }
}
