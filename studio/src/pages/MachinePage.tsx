import { Link } from 'wouter';
import { addresses } from '../api/arns';
import { useExecutions, useStateMachines } from '../api/queries';
import { Empty, Failed, Loading } from '../design/States';
import { ExecutionStatusBadge } from '../design/Status';
import { Moment, span } from '../design/Time';
import type { ExecutionItem } from '../api/types';

/** One state machine: its executions. */
export default function MachinePage({ name }: { name: string }) {
  const machines = useStateMachines();
  const machine = machines.data?.find((candidate) => candidate.name === name);
  if (machines.isPending) {
    return <Loading what={name} />;
  }
  if (machines.isError) {
    return <Failed error={machines.error} onRetry={() => void machines.refetch()} />;
  }
  if (machine === undefined) {
    return (
      <Empty title={`There is no state machine “${name}”`}>
        <Link href={addresses.machines}>To the state machines</Link>
      </Empty>
    );
  }
  return (
    <div className="page">
      <nav className="crumbs" aria-label="Where this is">
        <Link href={addresses.machines}>State machines</Link> / {name}
      </nav>
      <h1>{name}</h1>
      <Executions machineArn={machine.stateMachineArn} />
    </div>
  );
}

function Executions({ machineArn }: { machineArn: string }) {
  const executions = useExecutions(machineArn);
  if (executions.isPending) {
    return <Loading what="the executions" />;
  }
  if (executions.isError) {
    return <Failed error={executions.error} onRetry={() => void executions.refetch()} />;
  }
  const items = executions.data.pages.flatMap((page) => page.executions);
  if (items.length === 0) {
    return <Empty title="Never executed" />;
  }
  return (
    <section className="card table-scroll" aria-label="Executions">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Status</th>
            <th scope="col">Started</th>
            <th scope="col" className="number">
              Duration
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={item.executionArn} item={item} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ item }: { item: ExecutionItem }) {
  return (
    <tr>
      <td>
        <Link href={addresses.execution(item.executionArn)}>{item.name}</Link>
      </td>
      <td>
        <ExecutionStatusBadge status={item.status} />
      </td>
      <td>
        <Moment seconds={item.startDate} />
      </td>
      <td className="number">
        {item.stopDate === undefined ? '' : span((item.stopDate - item.startDate) * 1000)}
      </td>
    </tr>
  );
}
