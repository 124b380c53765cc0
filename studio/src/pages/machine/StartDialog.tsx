import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { addresses, nameOf } from '../../api/arns';
import { call } from '../../api/client';
import { useAliases, useExecutions, useVersions } from '../../api/queries';
import type { Execution, StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { JsonEditor } from '../../editor/JsonEditor';

interface Props {
  machine: StateMachine;
  /** The input to begin with; the last execution's can be taken instead. */
  input?: string;
  onClose: () => void;
}

/** Starts an execution of a machine, a version or an alias, and goes to it. */
export function StartDialog({ machine, input = '{}', onClose }: Props) {
  const [text, setText] = useState(input);
  const [name, setName] = useState('');
  const [target, setTarget] = useState(machine.stateMachineArn);
  const [, go] = useLocation();
  const wrong = useMemo(() => mistake(text), [text]);
  const start = useMutation({
    mutationFn: () =>
      call<{ executionArn: string }>('StartExecution', {
        stateMachineArn: target,
        input: text,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
      }),
    onSuccess: ({ executionArn }) => {
      onClose();
      if (machine.type === 'STANDARD') {
        go(addresses.execution(executionArn));
      }
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Start ${machine.name}`}
      wide
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={wrong !== undefined || start.isPending} onClick={() => start.mutate()}>
            Start execution
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
      <div className="start-input">
        <span id="input-label">Input</span>
        <EarlierInputs machine={machine} onTake={setText} />
      </div>
      <JsonEditor value={text} onChange={setText} label="Input" />
      {(wrong !== undefined || start.isError) && (
        <p role="alert" className="action-error">
          {wrong ?? start.error?.message}
        </p>
      )}
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
    onTake(input === undefined ? '{}' : JSON.stringify(JSON.parse(input), null, 2));
  };
  return (
    <select
      className="input"
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
