import { CircleStop, Play, RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { call } from '../../api/client';
import type { ExecutionFilter, FoundExecution } from '../../api/console';
import { useFoundExecutions } from '../../api/consoleQueries';
import { useRights } from '../../api/session';
import type { StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { count } from '../../design/numbers';
import { Empty, Failed, Loading } from '../../design/States';
import { toast } from '../../design/toasts';
import { useAction } from '../../design/useAction';
import { BulkDialog } from '../executions/BulkDialog';
import { ExecutionsTable } from '../executions/ExecutionsTable';
import { filterOf, isFiltered } from '../executions/filter';
import { Filters } from '../executions/Filters';

/** The executions of a machine, filtered, and what can be done with several at once. */
export function Executions({ machine, onStart }: { machine: StateMachine; onStart: () => void }) {
  const [params] = useSearchParams();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { operate } = useRights();
  const key = params.toString();
  const filter = useMemo(() => filterOf(machine.stateMachineArn, params), [machine.stateMachineArn, key]);
  const executions = useFoundExecutions(filter);
  const items = executions.data?.pages.flatMap((page) => page.executions) ?? [];
  const filtered = isFiltered(params);
  const standard = machine.type === 'STANDARD';
  return (
    <section aria-label="Executions" className="executions">
      <Filters machine={machine.stateMachineArn} />
      {operate && standard && (items.length > 0 || filtered) && (
        <Actions
          filter={filter}
          filtered={filtered}
          chosen={items.filter((item) => chosen.has(item.arn))}
          onDone={() => setChosen(new Set())}
        />
      )}
      {!standard && (
        <p className="hint">
          Express executions are not kept: these are the recent ones. Their logs hold the rest, when logging is on.
        </p>
      )}
      <div className="card table-scroll">
        {executions.isPending && <Loading what="the executions" />}
        {executions.isError && <Failed error={executions.error} onRetry={() => void executions.refetch()} />}
        {executions.isSuccess && items.length === 0 && !executions.hasNextPage && (
          <None filtered={filtered} onStart={operate ? onStart : undefined} />
        )}
        {items.length > 0 && (
          <ExecutionsTable items={items} chosen={chosen} onChoose={operate && standard ? setChosen : undefined} />
        )}
      </div>
      {executions.hasNextPage && (
        <Button className="more" disabled={executions.isFetchingNextPage} onClick={() => void executions.fetchNextPage()}>
          {items.length === 0 ? 'Look further back' : 'Show more'}
        </Button>
      )}
    </section>
  );
}

function None({ filtered, onStart }: { filtered: boolean; onStart: (() => void) | undefined }) {
  if (filtered) {
    return <Empty title="No execution is like that" />;
  }
  return (
    <Empty title="Never executed">
      {onStart !== undefined && (
        <Button kind="primary" onClick={onStart}>
          <Play size={16} aria-hidden />
          Start the first one
        </Button>
      )}
    </Empty>
  );
}

const REDRIVABLE = ['FAILED', 'TIMED_OUT', 'ABORTED'];

interface ActionsProps {
  filter: ExecutionFilter;
  filtered: boolean;
  chosen: FoundExecution[];
  onDone: () => void;
}

/** Stops or redrives what was chosen or, when nothing is, all that the filter lets through. */
function Actions({ filter, filtered, chosen, onDone }: ActionsProps) {
  const [bulk, setBulk] = useState<'stop' | 'redrive'>();
  const act = useAction({
    run: async ({ operation, items }: { operation: string; items: FoundExecution[] }) => {
      const refused: string[] = [];
      for (const { arn, name } of items) {
        await call(operation, { executionArn: arn }).catch((error: Error) => refused.push(`${name}: ${error.message}`));
      }
      return refused;
    },
    changes: ['found-executions', 'executions', 'machine-numbers'],
    then: (refused, { operation, items }) => {
      const reached = items.length - refused.length;
      if (reached > 0) {
        toast.done(`${count(reached)} ${operation === 'StopExecution' ? 'stopped' : 'redriven'}`);
      }
      refused.slice(0, 3).forEach(toast.failed);
      onDone();
    },
  });
  const running = chosen.filter((item) => item.status === 'RUNNING');
  const ended = chosen.filter((item) => REDRIVABLE.includes(item.status));
  const none = chosen.length === 0;
  const which = filtered ? 'that the filter lets through' : 'of this state machine';
  return (
    <div className="chosen-bar">
      <Button
        disabled={act.isPending || (!none && running.length === 0)}
        onClick={() => (none ? setBulk('stop') : act.mutate({ operation: 'StopExecution', items: running }))}
      >
        <CircleStop size={16} aria-hidden />
        {none ? 'Stop all…' : `Stop ${running.length}`}
      </Button>
      <Button
        disabled={act.isPending || (!none && ended.length === 0)}
        onClick={() => (none ? setBulk('redrive') : act.mutate({ operation: 'RedriveExecution', items: ended }))}
      >
        <RotateCcw size={16} aria-hidden />
        {none ? 'Redrive all…' : `Redrive ${ended.length}`}
      </Button>
      {none ? (
        <span className="hint">{filtered ? 'All that the filter lets through' : 'Or choose some below'}</span>
      ) : (
        <span className="hint" role="status">
          {count(chosen.length)} chosen
        </span>
      )}
      {bulk !== undefined && <BulkDialog action={bulk} filter={filter} which={which} onClose={() => setBulk(undefined)} />}
    </div>
  );
}
