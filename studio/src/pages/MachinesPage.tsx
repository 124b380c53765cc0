import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../api/arns';
import { useStateMachines } from '../api/queries';
import { Empty, Failed, Loading } from '../design/States';
import { Moment } from '../design/Time';
import '../design/components.css';

/** All state machines, found by name. */
export function MachinesPage() {
  const machines = useStateMachines();
  const [search, setSearch] = useState('');
  const found = useMemo(
    () => machines.data?.filter((machine) => machine.name.toLowerCase().includes(search.toLowerCase())),
    [machines.data, search],
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>State machines</h1>
        <input
          className="input"
          type="search"
          placeholder="Find by name"
          aria-label="Find state machines by name"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <section className="card table-scroll" aria-label="State machines">
        {machines.isPending && <Loading what="the state machines" />}
        {machines.isError && <Failed error={machines.error} onRetry={() => void machines.refetch()} />}
        {found?.length === 0 && (
          <Empty title={search === '' ? 'No state machine yet' : `No state machine is called like “${search}”`}>
            {search === '' && (
              <span>
                <code>./stepwell quickstart</code> makes one.
              </span>
            )}
          </Empty>
        )}
        {found !== undefined && found.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Type</th>
                <th scope="col">Created</th>
              </tr>
            </thead>
            <tbody>
              {found.map((machine) => (
                <tr key={machine.stateMachineArn}>
                  <td>
                    <Link href={addresses.machine(machine.stateMachineArn)}>{machine.name}</Link>
                  </td>
                  <td>{machine.type === 'STANDARD' ? 'Standard' : 'Express'}</td>
                  <td>
                    <Moment seconds={machine.creationDate} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
