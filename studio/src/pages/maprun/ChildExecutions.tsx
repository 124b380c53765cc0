import { useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../../api/arns';
import { useChildExecutions, type MapRun } from '../../api/mapRuns';
import type { ExecutionStatus } from '../../api/types';
import { Button } from '../../design/Button';
import { Empty, Failed, Loading } from '../../design/States';
import { ExecutionStatusBadge } from '../../design/Status';
import { Moment, span } from '../../design/Time';

const FILTERS: [value: ExecutionStatus | '', title: string][] = [
  ['', 'All statuses'],
  ['FAILED', 'Failed'],
  ['RUNNING', 'Running'],
  ['SUCCEEDED', 'Succeeded'],
  ['TIMED_OUT', 'Timed out'],
  ['ABORTED', 'Aborted'],
];

/** The executions in which a map run treats its items. */
export function ChildExecutions({ run }: { run: MapRun }) {
  const [status, setStatus] = useState<ExecutionStatus | ''>('');
  const list = useChildExecutions(run.mapRunArn, status === '' ? undefined : status, run.status === 'RUNNING');
  const items = list.data?.pages.flatMap(({ executions }) => executions) ?? [];
  return (
    <section className="card" aria-label="Child executions, one by one">
      <div className="children-head">
        <h2>Executions</h2>
        <select
          className="input"
          aria-label="Which executions"
          value={status}
          onChange={(event) => setStatus(event.target.value as ExecutionStatus | '')}
        >
          {FILTERS.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {list.isPending && <Loading what="the executions" />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty title="None">{status === '' ? 'Nothing has begun yet; express executions are listed for a while only.' : 'None has this status.'}</Empty>
      )}
      {items.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Executions">
          <table className="table">
            <thead>
              <tr>
                <th>Name</th>
                <th>Status</th>
                <th className="number">Items</th>
                <th>Started</th>
                <th className="number">Took</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.executionArn}>
                  <td>
                    <Link href={addresses.execution(item.executionArn)}>{item.name}</Link>
                  </td>
                  <td>
                    <ExecutionStatusBadge status={item.status} />
                  </td>
                  <td className="number">{item.itemCount ?? 1}</td>
                  <td>
                    <Moment seconds={item.startDate} />
                  </td>
                  <td className="number">{item.stopDate === undefined ? '…' : span((item.stopDate - item.startDate) * 1000)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <div className="children-more">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}
