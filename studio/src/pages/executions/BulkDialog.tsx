import { useState } from 'react';
import { write } from '../../api/client';
import type { BulkOperation, ExecutionFilter } from '../../api/console';
import { useBulkOperation } from '../../api/consoleQueries';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { count } from '../../design/numbers';
import { useAction } from '../../design/useAction';

interface Props {
  action: BulkOperation['action'];
  filter: ExecutionFilter;
  /** The filter in words. */
  which: string;
  onClose: () => void;
}

const WORDS = {
  stop: { title: 'Stop executions', verb: 'Stop', done: 'stopped', reach: 'every running execution' },
  redrive: {
    title: 'Redrive executions',
    verb: 'Redrive',
    done: 'redriven',
    reach: 'every execution that failed, timed out or was aborted',
  },
} as const;

/** Stops or redrives all executions that a filter lets through, and shows how far that is. */
export function BulkDialog({ action, filter, which, onClose }: Props) {
  const [reason, setReason] = useState({ error: '', cause: '' });
  const words = WORDS[action];
  const begin = useAction({
    run: () =>
      write<BulkOperation>('POST', `/stepwell/executions/${action}`, {
        ...filter,
        ...(action === 'stop' ? Object.fromEntries(Object.entries(reason).filter(([, text]) => text !== '')) : {}),
      }),
    showsError: true,
  });
  if (begin.data !== undefined) {
    return <Progress id={begin.data.id} title={words.title} done={words.done} onClose={onClose} />;
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      onSubmit={() => begin.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={action === 'stop' ? 'danger' : 'primary'} disabled={begin.isPending} onClick={() => begin.mutate()}>
            {words.verb} all
          </Button>
        </>
      }
    >
      <p>
        This reaches {words.reach} {which}, also those that are not on screen.
      </p>
      {action === 'stop' &&
        (['error', 'cause'] as const).map((key) => (
          <label key={key} className="field">
            <span>{key === 'error' ? 'Error (optional)' : 'Cause (optional)'}</span>
            <input className="input" value={reason[key]} onChange={(event) => setReason({ ...reason, [key]: event.target.value })} />
          </label>
        ))}
      {begin.isError && (
        <p role="alert" className="action-error">
          {begin.error.message}
        </p>
      )}
    </Dialog>
  );
}

interface ProgressProps {
  id: string;
  title: string;
  done: string;
  onClose: () => void;
}

function Progress({ id, title, done, onClose }: ProgressProps) {
  const operation = useBulkOperation(id);
  const cancel = useAction({ run: () => write('POST', `/stepwell/bulk/${id}/cancel`), changes: ['bulk'] });
  const { state = 'RUNNING', seen = 0, done: reached = 0, refused = 0, lastRefusal, reason } = operation.data ?? {};
  const running = state === 'RUNNING';
  const actions = running ? (
    <>
      <Button onClick={() => cancel.mutate()}>Stop going on</Button>
      <Button onClick={onClose}>Leave it running</Button>
    </>
  ) : (
    <Button kind="primary" onClick={onClose}>
      Close
    </Button>
  );
  return (
    <Dialog open onClose={onClose} title={title} actions={actions}>
      {running && (
        <div className="progress" data-unknown role="progressbar" aria-label={title}>
          <div />
        </div>
      )}
      <p role="status">
        {count(reached)} {done}
        {refused > 0 && `, ${count(refused)} refused`} of {count(seen)} seen{running ? ' so far' : ''}.
        {state === 'CANCELLED' && ' It was stopped before its end.'}
      </p>
      {lastRefusal !== undefined && <p className="hint">The last refusal: {lastRefusal}</p>}
      {reason !== undefined && <p className="action-error">{reason}</p>}
    </Dialog>
  );
}
