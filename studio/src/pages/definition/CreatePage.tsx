import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { addresses } from '../../api/arns';
import { call } from '../../api/client';
import { useInfo } from '../../api/consoleQueries';
import { useFunctions } from '../../api/functions';
import { useStateMachine, useStateMachines } from '../../api/queries';
import type { MachineType } from '../../api/types';
import { Button } from '../../design/Button';
import { indented } from '../../design/Json';
import { Page } from '../../design/Page';
import { useAction } from '../../design/useAction';
import { DefinitionEditor } from './DefinitionEditor';
import { templates } from './templates';
import { useDraft } from './useDraft';
import { useLeaveWarning } from './useLeaveWarning';

const TYPES: Record<MachineType, string> = { STANDARD: 'Standard', EXPRESS: 'Express' };

/** A new state machine: from nothing, from a template, from a file, or as a copy of another one. */
export default function CreatePage() {
  const [params] = useSearchParams();
  const from = params.get('from') ?? undefined;
  const info = useInfo().data;
  const account = info?.account ?? '123456789012';
  const region = info?.region ?? 'us-east-1';
  const functionArn = useFunctions().data?.[0]?.FunctionArn;
  const begin = templates(account, region, functionArn);
  const [text, setText] = useState(() => JSON.stringify(begin[0]?.definition, null, 2));
  const [name, setName] = useState('');
  const [type, setType] = useState<MachineType>('STANDARD');
  const [role, setRole] = useState<string>();
  const [touched, setTouched] = useState(false);
  const [, go] = useLocation();
  useOriginal(from, (machine) => {
    setText(indented(machine.definition));
    setName(`${machine.name}-copy`);
    setType(machine.type);
    setRole(machine.roleArn);
  });
  const draft = useDraft(text, type);
  const roleArn = role ?? `arn:aws:iam::${account}:role/stepwell`;
  const create = useAction({
    run: () => call<{ stateMachineArn: string }>('CreateStateMachine', { name, type, roleArn, definition: draft.json }),
    done: () => `${name} is created`,
    changes: ['machines', 'machine-numbers'],
    showsError: true,
    then: ({ stateMachineArn }) => {
      setTouched(false);
      go(addresses.machine(stateMachineArn));
    },
  });
  useLeaveWarning(touched && !create.isSuccess);
  const change = (next: string) => {
    setText(next);
    setTouched(true);
  };
  const errors = draft.problems.filter(({ severity }) => severity === 'error').length;
  return (
    <Page
      title={from === undefined ? 'Create a state machine' : `Copy ${from}`}
      className="create"
      crumbs={[{ href: addresses.machines, label: 'State machines' }]}
      actions={
        <>
          {create.isError && (
            <span role="alert" className="action-error">
              {create.error.message}
            </span>
          )}
          <Button
            kind="primary"
            disabled={name.trim() === '' || draft.json === undefined || errors > 0 || create.isPending}
            onClick={() => create.mutate()}
          >
            Create
          </Button>
        </>
      }
    >
      <div className="draft-fields">
        <label className="field">
          <span>Name</span>
          <input className="input" value={name} maxLength={80} autoFocus placeholder="OrderSaga" onChange={(event) => setName(event.target.value)} />
        </label>
        <fieldset className="choice" aria-label="Type">
          {(Object.keys(TYPES) as MachineType[]).map((key) => (
            <label key={key} title={ABOUT[key]}>
              <input type="radio" name="type" checked={type === key} onChange={() => setType(key)} />
              {TYPES[key]}
            </label>
          ))}
        </fieldset>
        <label className="field">
          <span>Role</span>
          <input className="input mono" value={roleArn} onChange={(event) => setRole(event.target.value)} />
        </label>
      </div>
      {from === undefined && (
        <div className="templates" role="group" aria-label="Begin with">
          {begin.map(({ title, about, definition }) => (
            <button key={title} type="button" className="template" onClick={() => setText(JSON.stringify(definition, null, 2))}>
              <strong>{title}</strong>
              <small>{about}</small>
            </button>
          ))}
        </div>
      )}
      <DefinitionEditor draft={draft} onChange={change} />
    </Page>
  );
}

const ABOUT: Record<MachineType, string> = {
  STANDARD: 'Durable, up to a year, every step kept',
  EXPRESS: 'Many and short: up to five minutes, only its recent executions kept',
};

interface Original {
  name: string;
  type: MachineType;
  definition: string;
  roleArn: string;
}

function useOriginal(name: string | undefined, onLoad: (machine: Original) => void): void {
  const arn = useStateMachines().data?.find((item) => item.name === name)?.stateMachineArn;
  const original = useStateMachine(arn ?? '', arn !== undefined).data;
  useEffect(() => {
    if (original !== undefined) {
      onLoad(original);
    }
  }, [original?.stateMachineArn]);
}
