import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleStop, Download, PencilLine, Play, RotateCcw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { addresses, machineArnOf } from '../../api/arns';
import { call } from '../../api/client';
import { isExpress } from '../../api/executions';
import type { Execution, StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { saveFile } from '../../design/saveFile';
import type { Trace } from '../../run/trace';

const StartDialog = lazy(() => import('../machine/StartDialog').then(({ StartDialog: start }) => ({ default: start })));

/** What can be done with an execution now. */
export function ExecutionActions({ execution, trace }: { execution: Execution; trace: Trace }) {
  const [asked, setAsked] = useState<'stop' | 'new'>();
  const client = useQueryClient();
  const { executionArn, status } = execution;
  const redrive = useMutation({
    mutationFn: () => call('RedriveExecution', { executionArn }),
    onSettled: () => client.invalidateQueries({ queryKey: ['execution', executionArn] }),
  });
  const save = () => {
    const content = JSON.stringify({ execution, events: trace.events }, null, 2);
    saveFile(`${execution.name}.json`, new Blob([content], { type: 'application/json' }));
  };
  return (
    <>
      {redrive.isError && (
        <span role="alert" className="action-error">
          {redrive.error.message}
        </span>
      )}
      {status === 'RUNNING' && !isExpress(executionArn) && (
        <Button kind="danger" onClick={() => setAsked('stop')}>
          <CircleStop size={16} aria-hidden />
          Stop
        </Button>
      )}
      {execution.redriveStatus === 'REDRIVABLE' && (
        <Button kind="primary" disabled={redrive.isPending} onClick={() => redrive.mutate()}>
          <RotateCcw size={16} aria-hidden />
          Redrive
        </Button>
      )}
      <Link className="button" href={addresses.editAfter(executionArn)} title="The state machine in the designer, with this run on it">
        <PencilLine size={16} aria-hidden />
        Edit
      </Link>
      <Button onClick={() => setAsked('new')}>
        <Play size={16} aria-hidden />
        New execution
      </Button>
      <button type="button" className="icon-button" aria-label="Save the history as JSON" title="Save the history as JSON" onClick={save}>
        <Download size={18} aria-hidden />
      </button>
      {asked === 'stop' && <StopDialog execution={execution} onClose={() => setAsked(undefined)} />}
      {asked === 'new' && <NewExecution execution={execution} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function StopDialog({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const [error, setError] = useState('');
  const [cause, setCause] = useState('');
  const client = useQueryClient();
  const { executionArn } = execution;
  const stop = useMutation({
    mutationFn: () =>
      call('StopExecution', {
        executionArn,
        ...(error.trim() === '' ? {} : { error: error.trim() }),
        ...(cause.trim() === '' ? {} : { cause: cause.trim() }),
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['execution', executionArn] }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Stop ${execution.name}?`}
      description="What runs now is aborted. It can be redriven later."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" disabled={stop.isPending} onClick={() => stop.mutate()}>
            Stop
          </Button>
        </>
      }
    >
      <label className="field">
        <span>Error (optional)</span>
        <input className="input" value={error} maxLength={256} onChange={(event) => setError(event.target.value)} />
      </label>
      <label className="field">
        <span>Cause (optional)</span>
        <textarea className="input" rows={3} value={cause} maxLength={32768} onChange={(event) => setCause(event.target.value)} />
      </label>
      {stop.isError && (
        <p role="alert" className="action-error">
          {stop.error.message}
        </p>
      )}
    </Dialog>
  );
}

/** The machine as it is now, with the input of the execution that is looked at. */
function NewExecution({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const stateMachineArn = machineArnOf(execution.executionArn);
  const machine = useQuery({
    queryKey: ['machine', stateMachineArn],
    queryFn: ({ signal }) => call<StateMachine>('DescribeStateMachine', { stateMachineArn }, signal),
  });
  if (machine.isError) {
    return (
      <Dialog open onClose={onClose} title="No new execution" actions={<Button onClick={onClose}>Close</Button>}>
        <p role="alert">{machine.error.message}</p>
      </Dialog>
    );
  }
  return (
    <Suspense>
      {machine.data !== undefined && (
        <StartDialog machine={machine.data} input={indented(execution.input ?? '{}')} onClose={onClose} />
      )}
    </Suspense>
  );
}

function indented(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2);
}
