import { Pause, Play, Plus, Trash2, Zap } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { addresses, machineNameOf, nameOf } from '../../api/arns';
import { write } from '../../api/client';
import type { ScheduleItem } from '../../api/console';
import { useSchedules } from '../../api/consoleQueries';
import { useRights } from '../../api/session';
import { Button } from '../../design/Button';
import { Confirm } from '../../design/Confirm';
import { Page } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { Ago } from '../../design/Time';
import { useAction } from '../../design/useAction';
import { CreateSchedule } from './CreateSchedule';
import './schedules.css';

const path = (name: string, action: string) => `/stepwell/schedules/${encodeURIComponent(name)}/${action}`;

/** What starts executions by the clock: when, what next, how the last time went. */
export default function SchedulesPage() {
  const schedules = useSchedules();
  const { define } = useRights();
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<ScheduleItem>();
  const create = define && (
    <Button kind="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden />
      Create schedule
    </Button>
  );
  const items = schedules.data ?? [];
  return (
    <Page title="Schedules" actions={items.length > 0 && create}>
      <section className="card table-scroll" aria-label="Schedules">
        {schedules.isPending && <Loading what="the schedules" />}
        {schedules.isError && <Failed error={schedules.error} onRetry={() => void schedules.refetch()} />}
        {schedules.isSuccess && items.length === 0 && (
          <Empty title="No schedules">
            <span>A schedule starts executions by the clock: every five minutes, at six on workdays, once at new year.</span>
            {create}
          </Empty>
        )}
        {items.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">When</th>
                <th scope="col" className="wide">
                  Starts
                </th>
                <th scope="col">Next</th>
                <th scope="col" className="wide">
                  Last
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row key={item.name} item={item} onDelete={() => setDeleting(item)} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {creating && <CreateSchedule onClose={() => setCreating(false)} />}
      {deleting !== undefined && <DeleteSchedule schedule={deleting} onClose={() => setDeleting(undefined)} />}
    </Page>
  );
}

function Row({ item, onDelete }: { item: ScheduleItem; onDelete: () => void }) {
  const { operate, define } = useRights();
  const toggle = useAction({
    run: () => write('POST', path(item.name, item.enabled ? 'disable' : 'enable')),
    done: () => (item.enabled ? `${item.name} is paused` : `${item.name} goes on`),
    changes: ['schedules'],
  });
  const run = useAction({
    run: () => write<{ execution: string }>('POST', path(item.name, 'run')),
    done: ({ execution }) => ({
      text: `${item.name} has started an execution`,
      link: { href: addresses.execution(execution), label: 'Show it' },
    }),
    changes: ['schedules', 'executions'],
  });
  return (
    <tr className={item.enabled ? undefined : 'schedule-paused'}>
      <td>
        {item.name}
        {item.fromFile && <span className="hint schedule-note">from stepwell.yaml</span>}
        {item.description !== undefined && <span className="hint schedule-note">{item.description}</span>}
      </td>
      <td>
        <code className="schedule-when">{item.when}</code>
        <span className="hint schedule-note">{item.timezone}</span>
      </td>
      <td className="wide">
        <Link href={addresses.machine(item.machine)}>{machineNameOf(item.machine)}</Link>
      </td>
      <td>{next(item)}</td>
      <td className="wide">
        <Last item={item} />
      </td>
      <td className="row-actions schedule-actions">
        {operate && (
          <>
            <button type="button" className="icon-button" disabled={run.isPending} aria-label={`Run ${item.name} now`} title="Run now" onClick={() => run.mutate()}>
              <Zap size={15} aria-hidden />
            </button>
            <button
              type="button"
              className="icon-button"
              disabled={toggle.isPending}
              aria-label={`${item.enabled ? 'Pause' : 'Resume'} ${item.name}`}
              title={item.enabled ? 'Pause' : 'Resume'}
              onClick={() => toggle.mutate()}
            >
              {item.enabled ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
            </button>
          </>
        )}
        {define && (
          <button type="button" className="icon-button" aria-label={`Delete ${item.name}`} title="Delete" onClick={onDelete}>
            <Trash2 size={15} aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
}

function next({ enabled, nextAt }: ScheduleItem) {
  if (!enabled) {
    return 'Paused';
  }
  return nextAt === undefined ? 'Never again' : <Ago millis={nextAt} />;
}

function Last({ item: { lastAt, lastExecution, lastError, missed = 0 } }: { item: ScheduleItem }) {
  if (lastAt === undefined) {
    return <span className="hint">Not yet</span>;
  }
  return (
    <>
      {lastExecution === undefined ? (
        <span className="schedule-failed">
          <Ago millis={lastAt} />: {lastError}
        </span>
      ) : (
        <Link href={addresses.execution(lastExecution)} title={nameOf(lastExecution)}>
          <Ago millis={lastAt} />
        </Link>
      )}
      {missed > 0 && <span className="hint schedule-note">{missed} missed</span>}
    </>
  );
}

function DeleteSchedule({ schedule: { name, fromFile }, onClose }: { schedule: ScheduleItem; onClose: () => void }) {
  const remove = useAction({
    run: () => write('POST', path(name, 'delete')),
    done: () => `${name} is deleted`,
    changes: ['schedules'],
    showsError: true,
    then: onClose,
  });
  return (
    <Confirm title={`Delete ${name}?`} action="Delete" busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={onClose}>
      <p>It starts nothing any more. Executions that it has started go on.</p>
      {fromFile && <p>The server’s stepwell.yaml describes it, so it is back after the next start. Pause it instead, or take it out of the file.</p>}
    </Confirm>
  );
}
