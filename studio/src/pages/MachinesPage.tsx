import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { addresses } from '../api/arns';
import { useMachineNumbers } from '../api/consoleQueries';
import { useStateMachines } from '../api/queries';
import { useRights } from '../api/session';
import { Button } from '../design/Button';
import { Page } from '../design/Page';
import { Empty, Failed, Loading } from '../design/States';
import '../design/components.css';
import { MachinesTable, type MachineRow } from './machines/MachinesTable';
import './machines/machines.css';

const PERIODS = { 24: 'Last day', 168: 'Last week', 720: 'Last 30 days' } as const;

/** All state machines with how their executions ended, found by name and type. */
export function MachinesPage() {
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const { define } = useRights();
  const hours = Number(params.get('hours') ?? 24);
  const machines = useStateMachines();
  const numbers = useMachineNumbers(hours).data;
  const search = params.get('q') ?? '';
  const type = params.get('type') ?? '';
  const found = useMemo(
    () =>
      machines.data
        ?.filter((machine) => machine.name.toLowerCase().includes(search.toLowerCase()))
        .filter((machine) => type === '' || machine.type === type)
        .map((machine): MachineRow => ({ ...machine, numbers: numbers?.get(machine.stateMachineArn) })),
    [machines.data, numbers, search, type],
  );
  const change = (key: string, value: string) =>
    setParams(
      (known) => {
        const next = new URLSearchParams(known);
        if (value === '') {
          next.delete(key);
        } else {
          next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  const create = (
    <Button kind="primary" onClick={() => go(addresses.create)}>
      <Plus size={16} aria-hidden />
      Create state machine
    </Button>
  );
  const none = machines.data?.length === 0;
  return (
    <Page title="State machines" actions={define && !none ? create : undefined}>
      {!none && (
        <div className="tools">
          <input
            className="input"
            type="search"
            placeholder="Find by name"
            aria-label="Find state machines by name"
            value={search}
            onChange={(event) => change('q', event.target.value)}
          />
          <select className="input" aria-label="Type" value={type} onChange={(event) => change('type', event.target.value)}>
            <option value="">All types</option>
            <option value="STANDARD">Standard</option>
            <option value="EXPRESS">Express</option>
          </select>
          <select className="input" aria-label="Time that is counted" value={hours} onChange={(event) => change('hours', event.target.value)}>
            {Object.entries(PERIODS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )}
      <section className="card table-scroll" aria-label="State machines">
        {machines.isPending && <Loading what="the state machines" />}
        {machines.isError && <Failed error={machines.error} onRetry={() => void machines.refetch()} />}
        {none && (
          <Empty title="No state machine yet">
            <span>A state machine says in which order your services are called, and what happens when one fails.</span>
            {define && create}
            <span>
              Or let <code>./stepwell quickstart</code> make a working one, an order saga with three functions.
            </span>
          </Empty>
        )}
        {!none && found?.length === 0 && (
          <Empty title="No state machine is like that">
            <Link href={addresses.machines}>Show all</Link>
          </Empty>
        )}
        {found !== undefined && found.length > 0 && <MachinesTable machines={found} />}
      </section>
    </Page>
  );
}
