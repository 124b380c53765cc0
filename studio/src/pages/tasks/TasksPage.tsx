import { CircleCheck, CircleX, Copy } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { addresses, machineArnOf, machineNameOf, nameOf } from '../../api/arns';
import type { WaitingTask } from '../../api/console';
import { useWaitingTasks } from '../../api/consoleQueries';
import { useRights } from '../../api/session';
import { Button } from '../../design/Button';
import { Json } from '../../design/Json';
import { Page } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { Ago } from '../../design/Time';
import { toast } from '../../design/toasts';
import { AnswerDialog, type Answer } from './AnswerDialog';
import './tasks.css';

/** An inbox: everything that waits for a person, a callback or a worker's result. */
export default function TasksPage() {
  const tasks = useWaitingTasks();
  const [answering, setAnswering] = useState<{ task: WaitingTask; answer: Answer }>();
  const items = tasks.data?.pages.flatMap((page) => page.tasks) ?? [];
  return (
    <Page title="Waiting tasks" about={<p className="hint">What goes on only when somebody answers: a callback, a worker, or you.</p>}>
      {tasks.isPending && <Loading what="what waits" />}
      {tasks.isError && <Failed error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isSuccess && items.length === 0 && !tasks.hasNextPage && (
        <div className="card">
          <Empty title="Nothing waits for an answer">
            <span>
              Tasks with <code>.waitForTaskToken</code>, and activity tasks that a worker has taken, are here until they end.
            </span>
          </Empty>
        </div>
      )}
      {items.length > 0 && (
        <ul className="inbox" aria-label="Waiting tasks">
          {items.map((task) => (
            <Item key={`${task.execution}/${task.token ?? task.state}`} task={task} onAnswer={(answer) => setAnswering({ task, answer })} />
          ))}
        </ul>
      )}
      {tasks.hasNextPage && (
        <Button className="more" disabled={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
          {items.length === 0 ? 'Look further' : 'Show more'}
        </Button>
      )}
      {answering !== undefined && <AnswerDialog {...answering} onClose={() => setAnswering(undefined)} />}
    </Page>
  );
}

function Item({ task, onAnswer }: { task: WaitingTask; onAnswer: (answer: Answer) => void }) {
  const { operate } = useRights();
  const { execution, state, kind, sinceAt, dueAt, input, inputCut, token, resource } = task;
  return (
    <li className="card inbox-item">
      <div className="inbox-head">
        <div>
          <h2>
            <Link href={`${addresses.execution(execution)}?state=${encodeURIComponent(state)}`}>{state}</Link>
          </h2>
          <p className="hint">
            <Link href={addresses.machine(machineArnOf(execution))}>{machineNameOf(execution)}</Link> / {nameOf(execution)}
          </p>
        </div>
        <div className="inbox-times">
          <span className="tag">{kind === 'CALLBACK' ? 'Callback' : `Activity ${machineNameOf(resource)}`}</span>
          <span className="hint">
            since <Ago millis={sinceAt} />
            {dueAt !== undefined && (
              <>
                , times out <Ago millis={dueAt} />
              </>
            )}
          </span>
        </div>
      </div>
      <Json text={input} label={`Input of ${state}`} />
      {inputCut === true && <p className="hint">The input is longer; the execution shows all of it.</p>}
      {operate && token !== undefined && (
        <div className="actions">
          <Button kind="primary" onClick={() => onAnswer('success')}>
            <CircleCheck size={16} aria-hidden />
            Complete
          </Button>
          <Button kind="danger" onClick={() => onAnswer('failure')}>
            <CircleX size={16} aria-hidden />
            Fail
          </Button>
          <Button kind="quiet" onClick={() => void navigator.clipboard.writeText(token).then(() => toast.done('The task token is copied'))}>
            <Copy size={14} aria-hidden />
            Copy the token
          </Button>
        </div>
      )}
    </li>
  );
}
