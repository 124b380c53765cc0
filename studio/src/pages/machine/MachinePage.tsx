import { Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { addresses } from '../../api/arns';
import { useStateMachine, useStateMachines } from '../../api/queries';
import type { StateMachine } from '../../api/types';
import { parseDefinition } from '../../asl/definition';
import { Button } from '../../design/Button';
import { Empty, Failed, Loading } from '../../design/States';
import { Tabs } from '../../design/Tabs';
import { Moment } from '../../design/Time';
import { JsonEditor } from '../../editor/JsonEditor';
import { GraphView } from '../../graph/GraphView';
import { Executions } from './Executions';
import './machine.css';
import { StartDialog } from './StartDialog';
import { Tags } from './Tags';
import { Versions } from './Versions';

const TABS = {
  executions: 'Executions',
  definition: 'Definition',
  versions: 'Versions & aliases',
  tags: 'Tags',
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
      <Empty title={`There is no state machine “${name}”`}>
        <Link href={addresses.machines}>To the state machines</Link>
      </Empty>
    );
  }
  return <Machine arn={item.stateMachineArn} />;
}

function Machine({ arn }: { arn: string }) {
  const machine = useStateMachine(arn);
  const [params, setParams] = useSearchParams();
  const [starting, setStarting] = useState(false);
  if (machine.isPending) {
    return <Loading what="the state machine" />;
  }
  if (machine.isError) {
    return <Failed error={machine.error} onRetry={() => void machine.refetch()} />;
  }
  const tab = (params.get('tab') ?? 'executions') as Tab;
  const { name, type, status, creationDate } = machine.data;
  return (
    <div className="page machine">
      <nav className="crumbs" aria-label="Where this is">
        <Link href={addresses.machines}>State machines</Link> / {name}
      </nav>
      <div className="page-head">
        <div>
          <h1>{name}</h1>
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
            {status === 'DELETING' && <dd>Being deleted: ends with its last execution</dd>}
          </dl>
        </div>
        <Button kind="primary" onClick={() => setStarting(true)}>
          <Play size={16} aria-hidden />
          Start execution
        </Button>
      </div>
      <Tabs label="About the state machine" tabs={TABS} value={tab} onChange={(next) => setParams({ tab: next }, { replace: true })} />
      {tab === 'executions' && <Executions machine={machine.data} />}
      {tab === 'definition' && <Definition machine={machine.data} />}
      {tab === 'versions' && <Versions machineArn={arn} />}
      {tab === 'tags' && <Tags resourceArn={arn} />}
      {starting && <StartDialog machine={machine.data} onClose={() => setStarting(false)} />}
    </div>
  );
}

function Definition({ machine }: { machine: StateMachine }) {
  const definition = useMemo(() => parseDefinition(machine.definition), [machine.definition]);
  return (
    <div className="definition">
      <div className="definition-graph card">
        <GraphView definition={definition} />
      </div>
      <JsonEditor value={machine.definition} label="Definition" readOnly />
    </div>
  );
}
