import { useState } from 'react';
import { call } from '../../api/client';
import type { WaitingTask } from '../../api/console';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { useAction } from '../../design/useAction';
import { JsonEditor } from '../../editor/JsonEditor';

export type Answer = 'success' | 'failure';

interface Props {
  task: WaitingTask;
  answer: Answer;
  onClose: () => void;
}

/** Answers a waiting task by hand, as the service behind it would. */
export function AnswerDialog({ task, answer, onClose }: Props) {
  const [output, setOutput] = useState('{}');
  const [error, setError] = useState('Rejected');
  const [cause, setCause] = useState('');
  const { token: taskToken } = task;
  const send = useAction({
    run: () =>
      answer === 'success'
        ? call('SendTaskSuccess', { taskToken, output })
        : call('SendTaskFailure', { taskToken, error, ...(cause === '' ? {} : { cause }) }),
    done: () => (answer === 'success' ? `${task.state} is completed` : `${task.state} has failed with ${error}`),
    changes: ['tasks', 'activity'],
    showsError: true,
    then: onClose,
  });
  const usable = !send.isPending && (answer === 'failure' || isJson(output));
  return (
    <Dialog
      open
      onClose={onClose}
      title={answer === 'success' ? `Complete ${task.state}` : `Fail ${task.state}`}
      description={
        answer === 'success'
          ? 'The execution goes on with this as the result of the task.'
          : 'The task fails with this error, which a Retry or Catch of the state may handle.'
      }
      onSubmit={() => usable && send.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={answer === 'success' ? 'primary' : 'danger'} disabled={!usable} onClick={() => send.mutate()}>
            {answer === 'success' ? 'Complete' : 'Fail'}
          </Button>
        </>
      }
    >
      {answer === 'success' ? (
        <JsonEditor value={output} onChange={setOutput} label="Output" />
      ) : (
        <>
          <label className="field">
            <span>Error</span>
            <input className="input" maxLength={256} value={error} onChange={(event) => setError(event.target.value)} />
          </label>
          <label className="field">
            <span>Cause (optional)</span>
            <textarea className="input" rows={3} value={cause} onChange={(event) => setCause(event.target.value)} />
          </label>
        </>
      )}
      {send.isError && (
        <p role="alert" className="action-error">
          {send.error.message}
        </p>
      )}
    </Dialog>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
