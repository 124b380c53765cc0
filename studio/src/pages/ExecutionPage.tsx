import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { addresses, machineArnOf, machineNameOf, nameOf } from '../api/arns';
import { follow } from '../api/live';
import { useExecution } from '../api/queries';
import type { HistoryEvent } from '../api/types';
import { Failed, Loading } from '../design/States';
import { ExecutionStatusBadge } from '../design/Status';
import { Moment } from '../design/Time';

/** One execution, as it runs. */
export default function ExecutionPage({ arn }: { arn: string }) {
  const execution = useExecution(arn);
  const events = useEvents(arn);
  if (execution.isPending) {
    return <Loading what="the execution" />;
  }
  if (execution.isError) {
    return <Failed error={execution.error} onRetry={() => void execution.refetch()} />;
  }
  return (
    <div className="page">
      <nav className="crumbs" aria-label="Where this is">
        <Link href={addresses.machines}>State machines</Link> /{' '}
        <Link href={addresses.machine(machineArnOf(arn))}>{machineNameOf(arn)}</Link> / {nameOf(arn)}
      </nav>
      <div className="page-head">
        <h1>{execution.data.name}</h1>
        <ExecutionStatusBadge status={execution.data.status} />
      </div>
      <section className="card table-scroll" aria-label="Events">
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="number">
                Id
              </th>
              <th scope="col">Type</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <td className="number">{event.id}</td>
                <td>{event.type}</td>
                <td>
                  <Moment seconds={event.timestamp} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** The events so far; when the last has come, the execution's description is read again. */
function useEvents(arn: string): HistoryEvent[] {
  const [events, setEvents] = useState<HistoryEvent[]>([]);
  const client = useQueryClient();
  useEffect(() => {
    setEvents([]);
    return follow(
      arn,
      (more) => setEvents((known) => [...known, ...more]),
      () => void client.invalidateQueries({ queryKey: ['execution', arn] }),
    );
  }, [arn, client]);
  return events;
}
