import { Copy, Pencil, Play, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { addresses } from '../../api/arns';
import { useStateMachine, useStateMachines } from '../../api/queries';
import { useRights } from '../../api/session';
import type { StateMachine } from '../../api/types';
import { parseDefinition } from '../../asl/definition';
import { Button } from '../../design/Button';
import { Copyable } from '../../design/Copyable';
import { indented } from '../../design/Json';
import { Menu } from '../../design/Menu';
import { Page } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { Tabs } from '../../design/Tabs';
import { Moment } from '../../design/Time';
import { JsonEditor } from '../../editor/JsonEditor';
import { GraphView } from '../../graph/GraphView';
import { changed } from '../executions/filter';
import { DeleteMachine } from '../machines/DeleteMachine';
import { Executions } from './Executions';
import { Logging } from './Logging';
import './machine.css';
import { Monitoring } from './Monitoring';
import { StartDialog } from './StartDialog';
import { Tags } from './Tags';
import { Versions } from './Versions';

const TABS = {
  executions: 'Executions',
  monitoring: 'Monitoring',
  definition: 'Definition',
  versions: 'Versions & aliases',
  tags: 'Tags',
  logging: 'Logging',
} as const;
type Tab = keyof typeof TABS;

/** One state machine: its executions, its definition, its versions. */
export default function MachinePage({ name }: { name: string }) {
  const machines = useStateMachines();
  const item = machines.data?.find((candidate) => candidate.name === name);
  if (machines.isPending) {
    return <Loading what={name} />;
  }
  if (machines.isError) {
    return <Failed error={machines.error} onRetry={() => void machines.refetch()} />;
  }
  if (item === undefined) {
    return (
      <Empty page title={`There is no state machine “${name}”`}>
        <Link href={addresses.machines}>To the state machines</Link>
      </Empty>
    );
  }
  return <Machine arn={item.stateMachineArn} />;
}

function Machine({ arn }: { arn: string }) {
  const machine = useStateMachine(arn);
  const [params, setParams] = useSearchParams();
  if (machine.isPending) {
    return <Loading what="the state machine" />;
  }
  if (machine.isError) {
    return <Failed error={machine.error} onRetry={() => void machine.refetch()} />;
  }
  const asked = params.get('tab') ?? 'executions';
  const tab = (asked in TABS ? asked : 'executions') as Tab;
  const starting = params.has('start');
  // a dialog that the address opens is left by going on from it, so that it does not come back
  const start = (on: boolean) =>
    setParams(
      (known) => {
        const next = new URLSearchParams(known);
        next.delete('start');
        return on ? changed(next, { start: '1' }) : next;
      },
      { replace: true },
    );
  return (
    <Page
      title={machine.data.name}
      crumbs={[{ href: addresses.machines, label: 'State machines' }]}
      about={<Facts machine={machine.data} />}
      actions={<Actions machine={machine.data} onStart={() => start(true)} />}
    >
      <Tabs
        label="About the state machine"
        tabs={TABS}
        value={tab}
        onChange={(next) => setParams(next === 'executions' ? {} : { tab: next }, { replace: true })}
      />
      {tab === 'executions' && <Executions machine={machine.data} onStart={() => start(true)} />}
      {tab === 'monitoring' && <Monitoring machine={machine.data} />}
      {tab === 'definition' && <Definition machine={machine.data} />}
      {tab === 'versions' && <Versions machineArn={arn} />}
      {tab === 'tags' && <Tags resourceArn={arn} />}
      {tab === 'logging' && <Logging machine={machine.data} />}
      {starting && <StartDialog machine={machine.data} onClose={() => start(false)} />}
    </Page>
  );
}

function Facts({ machine: { type, creationDate, status, stateMachineArn } }: { machine: StateMachine }) {
  return (
    <dl className="facts">
      <div>
        <dt>Type</dt>
        <dd>{type === 'STANDARD' ? 'Standard' : 'Express'}</dd>
      </div>
      <div>
        <dt>Created</dt>
        <dd>
          <Moment seconds={creationDate} />
        </dd>
      </div>
      <div>
        <dt>ARN</dt>
        <dd>
          <Copyable text={stateMachineArn} what="the ARN" />
        </dd>
      </div>
      {status === 'DELETING' && (
        <div>
          <dt>Being deleted</dt>
          <dd>ends with its last execution</dd>
        </div>
      )}
    </dl>
  );
}

function Actions({ machine, onStart }: { machine: StateMachine; onStart: () => void }) {
  const { operate, define } = useRights();
  const [deleting, setDeleting] = useState(false);
  const [, go] = useLocation();
  const arn = machine.stateMachineArn;
  const items = [
    { label: 'Copy to new', icon: <Copy aria-hidden />, onSelect: () => go(addresses.copy(arn)) },
    { label: 'Delete…', icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setDeleting(true) },
  ];
  return (
    <>
      {define && <Menu label="Further actions" text="Actions" items={items} />}
      {define && (
        <Button onClick={() => go(addresses.edit(arn))}>
          <Pencil size={16} aria-hidden />
          Edit
        </Button>
      )}
      {operate && (
        <Button kind="primary" disabled={machine.status === 'DELETING'} onClick={onStart}>
          <Play size={16} aria-hidden />
          Start execution
        </Button>
      )}
      {deleting && <DeleteMachine machine={machine} onClose={() => setDeleting(false)} onDeleted={() => go(addresses.machines)} />}
    </>
  );
}

function Definition({ machine }: { machine: StateMachine }) {
  const definition = useMemo(() => parseDefinition(machine.definition), [machine.definition]);
  return (
    <div className="definition">
      <div className="definition-graph card">
        <GraphView definition={definition} />
      </div>
      <JsonEditor value={indented(machine.definition)} label="Definition" readOnly />
    </div>
  );
}
