import { Copy, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { addresses } from '../../api/arns';
import type { MachineNumbers } from '../../api/console';
import { useRights } from '../../api/session';
import type { StateMachineItem } from '../../api/types';
import { OUTCOMES, OutcomeBar } from '../../design/charts/OutcomeBar';
import { Menu } from '../../design/Menu';
import { short } from '../../design/numbers';
import { SortHead, useSorting } from '../../design/Sort';
import { Ago } from '../../design/Time';
import { DeleteMachine } from './DeleteMachine';

export interface MachineRow extends StateMachineItem {
  /** Nothing until they have been counted. */
  numbers: MachineNumbers | undefined;
}

const COLUMNS: Record<string, (row: MachineRow) => string | number | undefined> = {
  name: (row) => row.name.toLowerCase(),
  running: (row) => row.numbers?.running,
  succeeded: (row) => row.numbers?.succeeded,
  failed: (row) => row.numbers?.failed,
  timedOut: (row) => row.numbers?.timedOut,
  aborted: (row) => row.numbers?.aborted,
  last: (row) => row.numbers?.lastStartedAt,
  created: (row) => row.creationDate,
};

/** Outcomes that a narrow screen leaves out. */
const LEFT_OUT: ReadonlySet<string> = new Set(['succeeded', 'timedOut', 'aborted']);

/** The machines with how their executions ended; each number leads to the executions that it counts. */
export function MachinesTable({ machines }: { machines: MachineRow[] }) {
  const sorting = useSorting(machines, COLUMNS, 'name');
  const [deleting, setDeleting] = useState<MachineRow>();
  return (
    <>
      <table className="table machines">
        <thead>
          <tr>
            <SortHead of={sorting} by="name" label="Name" />
            <SortHead of={sorting} by="running" label="Running" number />
            {OUTCOMES.map(({ key, label }) => (
              <SortHead key={key} of={sorting} by={key} label={label} number wide={LEFT_OUT.has(key)} />
            ))}
            <th scope="col" className="wide">
              Ended
            </th>
            <SortHead of={sorting} by="last" label="Last started" wide />
            <SortHead of={sorting} by="created" label="Created" wide />
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorting.rows.map((machine) => (
            <Row key={machine.stateMachineArn} machine={machine} onDelete={() => setDeleting(machine)} />
          ))}
        </tbody>
      </table>
      {deleting !== undefined && <DeleteMachine machine={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

function Row({ machine, onDelete }: { machine: MachineRow; onDelete: () => void }) {
  const { stateMachineArn: arn, name, type, creationDate, numbers } = machine;
  return (
    <tr>
      <td>
        <Link href={addresses.machine(arn)} className="machine-name">
          {name}
        </Link>{' '}
        {type === 'EXPRESS' && <span className="tag">Express</span>}{' '}
        {numbers?.status === 'DELETING' && <span className="tag">being deleted</span>}
      </td>
      <td className="number">
        <Number of={numbers?.running} more={numbers?.runningIsMore} href={`${addresses.machine(arn)}?status=RUNNING`} status="running" />
      </td>
      {OUTCOMES.map(({ key, status }) => (
        <td key={key} className={LEFT_OUT.has(key) ? 'number wide' : 'number'}>
          <Number
            of={numbers?.[key]}
            href={`${addresses.machine(arn)}?status=${status === 'timedout' ? 'TIMED_OUT' : status.toUpperCase()}`}
            status={status}
          />
        </td>
      ))}
      <td className="wide">{numbers !== undefined && <OutcomeBar outcomes={numbers} />}</td>
      <td className="wide">
        {numbers?.lastStartedAt === undefined ? <span className="hint">never</span> : <Ago millis={numbers.lastStartedAt} />}
      </td>
      <td className="wide">
        <Ago millis={creationDate * 1000} />
      </td>
      <td className="row-actions">
        <RowMenu machine={machine} onDelete={onDelete} />
      </td>
    </tr>
  );
}

interface NumberProps {
  of: number | undefined;
  more?: boolean | undefined;
  href: string;
  status: string;
}

function Number({ of, more = false, href, status }: NumberProps) {
  if (of === undefined || of === 0) {
    return <span className="none">{of ?? ''}</span>;
  }
  return (
    <Link href={href} className="outcome" data-status={status}>
      {short(of)}
      {more && '+'}
    </Link>
  );
}

function RowMenu({ machine: { stateMachineArn: arn, name }, onDelete }: { machine: MachineRow; onDelete: () => void }) {
  const [, go] = useLocation();
  const { operate, define } = useRights();
  const items = [
    ...(operate ? [{ label: 'Start execution', icon: <Play aria-hidden />, onSelect: () => go(`${addresses.machine(arn)}?start`) }] : []),
    ...(define
      ? [
          { label: 'Edit', icon: <Pencil aria-hidden />, onSelect: () => go(addresses.edit(arn)) },
          { label: 'Copy to new', icon: <Copy aria-hidden />, onSelect: () => go(addresses.copy(arn)) },
          { label: 'Delete…', icon: <Trash2 aria-hidden />, danger: true, onSelect: onDelete },
        ]
      : []),
  ];
  return items.length === 0 ? null : <Menu label={`Actions for ${name}`} items={items} />;
}
