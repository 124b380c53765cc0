import { useEffect, useState } from 'react';
import { nameOf } from '../../api/arns';
import { call } from '../../api/client';
import { useAlias } from '../../api/queries';
import type { VersionItem } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { useAction } from '../../design/useAction';

interface Props {
  versions: VersionItem[];
  /** The alias that is changed; nothing for a new one. */
  aliasArn: string | undefined;
  onClose: () => void;
}

/** Creates or changes an alias: to one version, or to two by weight. */
export function AliasDialog({ versions, aliasArn, onClose }: Props) {
  const newest = versions[0]?.stateMachineVersionArn ?? '';
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [first, setFirst] = useState(newest);
  const [second, setSecond] = useState('');
  const [weight, setWeight] = useState(100);
  const alias = useAlias(aliasArn).data;
  useEffect(() => {
    if (alias !== undefined) {
      setDescription(alias.description ?? '');
      setFirst(alias.routingConfiguration[0]?.stateMachineVersionArn ?? '');
      setWeight(alias.routingConfiguration[0]?.weight ?? 100);
      setSecond(alias.routingConfiguration[1]?.stateMachineVersionArn ?? '');
    }
  }, [alias]);
  const routingConfiguration =
    second === ''
      ? [{ stateMachineVersionArn: first, weight: 100 }]
      : [
          { stateMachineVersionArn: first, weight },
          { stateMachineVersionArn: second, weight: 100 - weight },
        ];
  const save = useAction({
    run: () =>
      aliasArn === undefined
        ? call('CreateStateMachineAlias', { name, description, routingConfiguration })
        : call('UpdateStateMachineAlias', { stateMachineAliasArn: aliasArn, description, routingConfiguration }),
    done: () => `Alias ${aliasArn === undefined ? name : nameOf(aliasArn)} is saved`,
    changes: ['aliases', 'alias'],
    showsError: true,
    then: onClose,
  });
  const usable = first !== '' && (aliasArn !== undefined || name !== '');
  return (
    <Dialog
      open
      onClose={onClose}
      title={aliasArn === undefined ? 'Create an alias' : `Edit ${nameOf(aliasArn)}`}
      onSubmit={() => usable && save.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={!usable || save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        </>
      }
    >
      {aliasArn === undefined && (
        <label className="field">
          <span>Name</span>
          <input className="input" value={name} maxLength={80} autoFocus placeholder="live" onChange={(event) => setName(event.target.value)} />
        </label>
      )}
      <label className="field">
        <span>Description (optional)</span>
        <input className="input" value={description} maxLength={256} onChange={(event) => setDescription(event.target.value)} />
      </label>
      <VersionChoice label="Leads to" versions={versions} value={first} onChange={setFirst} />
      <VersionChoice
        label="and to (optional)"
        versions={versions.filter((version) => version.stateMachineVersionArn !== first)}
        value={second}
        none="no other version"
        onChange={(arn) => {
          setSecond(arn);
          setWeight(arn === '' ? 100 : Math.min(weight, 90));
        }}
      />
      {second !== '' && (
        <label className="field">
          <span>
            {weight} % of the executions use version {nameOf(first)}, {100 - weight} % version {nameOf(second)}
          </span>
          <input type="range" min={0} max={100} value={weight} onChange={(event) => setWeight(Number(event.target.value))} />
        </label>
      )}
      {save.isError && (
        <p role="alert" className="action-error">
          {save.error.message}
        </p>
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  label: string;
  versions: VersionItem[];
  value: string;
  none?: string;
  onChange: (arn: string) => void;
}

function VersionChoice({ label, versions, value, none, onChange }: ChoiceProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {versions.map(({ stateMachineVersionArn: arn }) => (
          <option key={arn} value={arn}>
            Version {nameOf(arn)}
          </option>
        ))}
      </select>
    </label>
  );
}
