import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleStop, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { addresses, nameOf } from '../../api/arns';
import { call } from '../../api/client';
import { useExecutions } from '../../api/queries';
import type { ExecutionItem, ExecutionStatus, StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { Empty, Failed, Loading } from '../../design/States';
import { ExecutionStatusBadge } from '../../design/Status';
import { Moment, span } from '../../design/Time';

const STATUSES: Record<string, string> = {
  '': 'All',
  RUNNING: 'Running',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'Timed out',
  ABORTED: 'Aborted',
};

/** The executions of a machine, filtered, and what can be done with several at once. */
export function Executions({ machine }: { machine: StateMachine }) {
  const [params, setParams] = useSearchParams();
  const status = params.get('status') ?? '';
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const executions = useExecutions(machine.stateMachineArn, (status || undefined) as ExecutionStatus | undefined);
  if (machine.type === 'EXPRESS') {
    return <Empty title="Express executions are not kept">They are written to the log instead.</Empty>;
  }
  const all = executions.data?.pages.flatMap((page) => page.executions) ?? [];
  const items = all.filter((item) => item.name.toLowerCase().includes(search.trim().toLowerCase()));
  const choose = (arn: string, on: boolean) =>
    setChosen((known) => {
      const next = new Set(known);
      if (on) {
        next.add(arn);
      } else {
        next.delete(arn);
      }
      return next;
    });
  return (
    <section aria-label="Executions" className="executions">
      <div className="tools">
        <input
          className="input"
          type="search"
          placeholder="Find by name"
          aria-label="Find executions by name"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <select
          className="input"
          aria-label="Status"
          value={status}
          onChange={(event) => {
            setChosen(new Set());
            setParams(event.target.value === '' ? {} : { status: event.target.value }, { replace: true });
          }}
        >
          {Object.entries(STATUSES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <BulkActions chosen={items.filter((item) => chosen.has(item.executionArn))} onDone={() => setChosen(new Set())} />
      </div>
      <div className="card table-scroll">
        {executions.isPending && <Loading what="the executions" />}
        {executions.isError && <Failed error={executions.error} onRetry={() => void executions.refetch()} />}
        {executions.isSuccess && items.length === 0 && (
          <Empty title={all.length === 0 && status === '' ? 'Never executed' : 'No execution is like that'} />
        )}
        {items.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label="Choose all that are shown"
                    checked={items.every((item) => chosen.has(item.executionArn))}
                    onChange={(event) =>
                      setChosen(new Set(event.target.checked ? items.map((item) => item.executionArn) : []))
                    }
                  />
                </th>
                <th scope="col">Name</th>
                <th scope="col">Status</th>
                <th scope="col">Started</th>
                <th scope="col">Version</th>
                <th scope="col" className="number">
                  Redrives
                </th>
                <th scope="col" className="number">
                  Took
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row key={item.executionArn} item={item} chosen={chosen.has(item.executionArn)} onChoose={choose} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {executions.hasNextPage && (
        <Button disabled={executions.isFetchingNextPage} onClick={() => void executions.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}

interface RowProps {
  item: ExecutionItem;
  chosen: boolean;
  onChoose: (arn: string, on: boolean) => void;
}

function Row({ item, chosen, onChoose }: RowProps) {
  const version = item.stateMachineAliasArn ?? item.stateMachineVersionArn;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={`Choose ${item.name}`}
          checked={chosen}
          onChange={(event) => onChoose(item.executionArn, event.target.checked)}
        />
      </td>
      <td>
        <Link href={addresses.execution(item.executionArn)}>{item.name}</Link>
      </td>
      <td>
        <ExecutionStatusBadge status={item.status} />
      </td>
      <td>
        <Moment seconds={item.startDate} />
      </td>
      <td>{version === undefined ? '' : nameOf(version)}</td>
      <td className="number">{item.redriveCount ? item.redriveCount : ''}</td>
      <td className="number">{item.stopDate === undefined ? '' : span((item.stopDate - item.startDate) * 1000)}</td>
    </tr>
  );
}

const REDRIVABLE: ExecutionStatus[] = ['FAILED', 'TIMED_OUT', 'ABORTED'];

/** Stops or redrives what was chosen, one after the other, and says what was refused. */
function BulkActions({ chosen, onDone }: { chosen: ExecutionItem[]; onDone: () => void }) {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: async ({ operation, items }: { operation: string; items: ExecutionItem[] }) => {
      const refused: string[] = [];
      for (const { executionArn, name } of items) {
        await call(operation, { executionArn }).catch((error: Error) => refused.push(`${name}: ${error.message}`));
      }
      return refused;
    },
    onSuccess: (refused) => refused.length === 0 && onDone(),
    onSettled: () => client.invalidateQueries({ queryKey: ['executions'] }),
  });
  const running = chosen.filter((item) => item.status === 'RUNNING');
  const failed = chosen.filter((item) => REDRIVABLE.includes(item.status));
  return (
    <div className="actions" aria-live="polite">
      <Button
        disabled={running.length === 0 || act.isPending}
        onClick={() => act.mutate({ operation: 'StopExecution', items: running })}
      >
        <CircleStop size={16} aria-hidden />
        Stop{running.length > 0 ? ` ${running.length}` : ''}
      </Button>
      <Button
        disabled={failed.length === 0 || act.isPending}
        onClick={() => act.mutate({ operation: 'RedriveExecution', items: failed })}
      >
        <RotateCcw size={16} aria-hidden />
        Redrive{failed.length > 0 ? ` ${failed.length}` : ''}
      </Button>
      {act.data !== undefined && act.data.length > 0 && <span className="action-error">{act.data.join(' · ')}</span>}
    </div>
  );
}
