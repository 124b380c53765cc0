import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { addresses } from '../../api/arns';
import { call } from '../../api/client';
import { useStateMachine, useStateMachines } from '../../api/queries';
import type { StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { indented } from '../../design/Json';
import { Page } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { useAction } from '../../design/useAction';
import { DefinitionEditor } from './DefinitionEditor';
import { useDraft } from './useDraft';
import { useLeaveWarning } from './useLeaveWarning';

/** Changes a machine's definition and role; running executions go on with what they began with. */
export default function EditPage({ name }: { name: string }) {
  const machines = useStateMachines();
  const arn = machines.data?.find((item) => item.name === name)?.stateMachineArn;
  const machine = useStateMachine(arn ?? '', arn !== undefined);
  if (machines.isSuccess && arn === undefined) {
    return (
      <Empty page title={`There is no state machine “${name}”`}>
        <Link href={addresses.machines}>To the state machines</Link>
      </Empty>
    );
  }
  if (machine.isError) {
    return <Failed error={machine.error} onRetry={() => void machine.refetch()} />;
  }
  return machine.data === undefined ? <Loading what="the definition" /> : <Edit key={machine.data.stateMachineArn} machine={machine.data} />;
}

function Edit({ machine }: { machine: StateMachine }) {
  const { stateMachineArn, name, type } = machine;
  const [text, setText] = useState(() => indented(machine.definition));
  const [roleArn, setRole] = useState(machine.roleArn);
  const [publish, setPublish] = useState(false);
  const [versionDescription, setDescription] = useState('');
  const [, go] = useLocation();
  const draft = useDraft(text, type);
  const save = useAction({
    run: () =>
      call<{ stateMachineVersionArn?: string }>('UpdateStateMachine', {
        stateMachineArn,
        definition: draft.json,
        roleArn,
        ...(publish ? { publish, ...(versionDescription === '' ? {} : { versionDescription }) } : {}),
      }),
    done: ({ stateMachineVersionArn: version }) =>
      version === undefined ? `${name} is saved` : `${name} is saved and published as version ${version.split(':').pop()}`,
    changes: ['machines', 'machine', 'versions'],
    showsError: true,
    then: () => go(`${addresses.machine(stateMachineArn)}?tab=definition`),
  });
  const changed = text !== indented(machine.definition) || roleArn !== machine.roleArn;
  useLeaveWarning(changed && !save.isSuccess);
  const errors = draft.problems.filter(({ severity }) => severity === 'error').length;
  return (
    <Page
      title={`Edit ${name}`}
      crumbs={[
        { href: addresses.machines, label: 'State machines' },
        { href: addresses.machine(stateMachineArn), label: name },
      ]}
      actions={
        <>
          {save.isError && (
            <span role="alert" className="action-error">
              {save.error.message}
            </span>
          )}
          <Button onClick={() => go(addresses.machine(stateMachineArn))}>Cancel</Button>
          <Button
            kind="primary"
            disabled={draft.json === undefined || errors > 0 || save.isPending || !(changed || publish)}
            onClick={() => save.mutate()}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="draft-options">
        <label className="check">
          <input type="checkbox" checked={publish} onChange={(event) => setPublish(event.target.checked)} />
          Publish as a version
        </label>
        {publish && (
          <input
            className="input"
            aria-label="Description of the version"
            placeholder="What is new in it"
            maxLength={256}
            value={versionDescription}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
        <label className="check draft-role">
          Role
          <input className="input mono" value={roleArn} onChange={(event) => setRole(event.target.value)} />
        </label>
      </div>
      <DefinitionEditor draft={draft} onChange={setText} />
    </Page>
  );
}
