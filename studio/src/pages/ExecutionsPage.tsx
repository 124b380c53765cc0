import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { get } from '../api/client';
import { query, type FoundExecution } from '../api/console';
import { useFoundExecutions, useMachineNumbers, useNamedExecutions } from '../api/consoleQueries';
import { Button } from '../design/Button';
import { Page } from '../design/Page';
import { Empty, Failed, Loading } from '../design/States';
import { ExecutionsTable } from './executions/ExecutionsTable';
import { changed, filterOf, isFiltered } from './executions/filter';
import { Filters } from './executions/Filters';

/** Of so many machines, those that were started last, the latest executions are shown together. */
const MOST_MACHINES = 25;
const OF_EACH = 50;

/** The executions of all machines, or of one. */
export default function ExecutionsPage() {
  const [params, setParams] = useSearchParams();
  const numbers = useMachineNumbers();
  const machines = useMemo(() => [...(numbers.data?.values() ?? [])], [numbers.data]);
  const machine = machines.find(({ name }) => name === params.get('machine'))?.arn;
  return (
    <Page title="Executions">
      <Filters {...(machine === undefined ? {} : { machine })}>
        <select
          className="input"
          aria-label="State machine"
          value={params.get('machine') ?? ''}
          onChange={({ target }) => setParams((known) => changed(known, { machine: target.value, release: '' }), { replace: true })}
        >
          <option value="">All state machines</option>
          {machines.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </Filters>
      <section className="executions" aria-label="Executions">
        {numbers.isPending && <Loading what="the executions" />}
        {numbers.isError && <Failed error={numbers.error} onRetry={() => void numbers.refetch()} />}
        {machine !== undefined ? <OfOne machine={machine} /> : params.get('name')?.trim() ? <Named /> : numbers.isSuccess && <OfAll />}
      </section>
    </Page>
  );
}

function OfOne({ machine }: { machine: string }) {
  const [params] = useSearchParams();
  const key = params.toString();
  const filter = useMemo(() => filterOf(machine, params), [machine, key]);
  const executions = useFoundExecutions(filter);
  const items = executions.data?.pages.flatMap((page) => page.executions) ?? [];
  return (
    <>
      <div className="card table-scroll">
        {executions.isPending && <Loading what="the executions" />}
        {executions.isError && <Failed error={executions.error} onRetry={() => void executions.refetch()} />}
        {executions.isSuccess && items.length === 0 && <None />}
        {items.length > 0 && <ExecutionsTable items={items} />}
      </div>
      {executions.hasNextPage && (
        <Button className="more" disabled={executions.isFetchingNextPage} onClick={() => void executions.fetchNextPage()}>
          {items.length === 0 ? 'Look further back' : 'Show more'}
        </Button>
      )}
    </>
  );
}

/** Those of all machines whose names begin with what is looked for. */
function Named() {
  const [params] = useSearchParams();
  const { machine: _, ...filter } = filterOf('', params);
  const found = useNamedExecutions({ ...filter, name: filter.name ?? '' }, true);
  const items = found.data?.executions ?? [];
  return (
    <>
      <div className="card table-scroll">
        {found.isPending && <Loading what="the executions" />}
        {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
        {items.length > 0 && <ExecutionsTable items={items} ofMany />}
        {found.isSuccess && items.length === 0 && (
          <Empty title={`No execution’s name begins with “${filter.name}”`}>
            Of all state machines the beginning of a name is looked for; of one, any part of it.
          </Empty>
        )}
      </div>
      {found.data?.more === true && (
        <p className="hint">There are more whose names begin like that. A longer name, a status or a time narrows it down.</p>
      )}
    </>
  );
}

function OfAll() {
  const [params] = useSearchParams();
  const machines = useMachineNumbers().data;
  const recent = useMemo(
    () =>
      [...(machines?.values() ?? [])]
        .filter(({ lastStartedAt }) => lastStartedAt !== undefined)
        .sort((a, b) => (b.lastStartedAt ?? 0) - (a.lastStartedAt ?? 0))
        .slice(0, MOST_MACHINES),
    [machines],
  );
  const found = useQueries({
    queries: recent.map(({ arn }) => {
      const filter = filterOf(arn, params);
      return {
        queryKey: ['recent-executions', filter],
        refetchInterval: 10_000,
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          get<{ executions: FoundExecution[] }>(`/stepwell/executions${query({ ...filter, limit: OF_EACH })}`, signal),
      };
    }),
  });
  const items = found
    .flatMap(({ data }) => data?.executions ?? [])
    .sort((a, b) => b.startedAt - a.startedAt)
    .slice(0, 200);
  const error = found.find(({ isError }) => isError)?.error;
  const pending = found.some(({ isPending }) => isPending);
  return (
    <>
      <div className="card table-scroll">
        {error != null && <Failed error={error} />}
        {items.length > 0 && <ExecutionsTable items={items} ofMany />}
        {items.length === 0 && error == null && (pending ? <Loading what="the executions" /> : <None />)}
      </div>
      {items.length > 0 && (
        <p className="hint">
          The latest of the {recent.length === MOST_MACHINES ? `${MOST_MACHINES} state machines that were started last` : 'state machines'}.
          Choose one to see all of its executions.
        </p>
      )}
    </>
  );
}

function None() {
  const [params] = useSearchParams();
  return isFiltered(params) ? (
    <Empty title="No execution is like that" />
  ) : (
    <Empty title="Nothing was executed yet">Start an execution of a state machine, and it is here.</Empty>
  );
}
