import { BookmarkPlus, GitBranchPlus, GitCompare, Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { addresses, nameOf } from '../../api/arns';
import { call } from '../../api/client';
import { useAlias, useAliases, useVersions } from '../../api/queries';
import { useRights } from '../../api/session';
import type { AliasItem, VersionItem } from '../../api/types';
import { Button } from '../../design/Button';
import { Confirm } from '../../design/Confirm';
import { Dialog } from '../../design/Dialog';
import { Menu } from '../../design/Menu';
import { Empty, Failed, Loading } from '../../design/States';
import { Moment } from '../../design/Time';
import { useAction } from '../../design/useAction';
import { AliasDialog } from './AliasDialog';

const CompareDialog = lazy(() => import('../../designer/compare/CompareDialog'));

/** What a dialog is open for. */
type Asked = { what: 'publish' } | { what: 'alias'; arn?: string } | { what: 'compare'; arn: string } | { what: 'delete'; arn: string; alias: boolean };

/** The published versions of a machine, and the aliases that lead to them. */
export function Versions({ machineArn }: { machineArn: string }) {
  const versions = useVersions(machineArn);
  const aliases = useAliases(machineArn);
  const { define } = useRights();
  const [asked, setAsked] = useState<Asked>();
  if (versions.isPending || aliases.isPending) {
    return <Loading what="the versions" />;
  }
  if (versions.isError || aliases.isError) {
    return <Failed error={versions.error ?? aliases.error} />;
  }
  const close = () => setAsked(undefined);
  const none = versions.data.length === 0;
  return (
    <div className="versions">
      <section className="card table-scroll" aria-labelledby="aliases">
        <div className="section-head">
          <div>
            <h2 id="aliases">Aliases</h2>
            <p>A name that leads to a version, or to two by weight. Callers keep the name while you move it.</p>
          </div>
          {define && !none && (
            <Button onClick={() => setAsked({ what: 'alias' })}>
              <GitBranchPlus size={16} aria-hidden />
              Create alias
            </Button>
          )}
        </div>
        {aliases.data.length === 0 ? (
          <Empty title="No aliases">{none && <span>Publish a version first: an alias leads to one.</span>}</Empty>
        ) : (
          <Aliases aliases={aliases.data} machineArn={machineArn} onAsk={setAsked} />
        )}
      </section>
      <section className="card table-scroll" aria-labelledby="versions">
        <div className="section-head">
          <div>
            <h2 id="versions">Versions</h2>
            <p>A version is the definition as it was when it was published; it never changes.</p>
          </div>
          {define && (
            <Button onClick={() => setAsked({ what: 'publish' })}>
              <BookmarkPlus size={16} aria-hidden />
              Publish a version
            </Button>
          )}
        </div>
        {none ? <Empty title="No version was published" /> : <VersionsTable versions={versions.data} machineArn={machineArn} onAsk={setAsked} />}
      </section>
      {asked?.what === 'publish' && <PublishDialog machineArn={machineArn} onClose={close} />}
      {asked?.what === 'alias' && <AliasDialog versions={versions.data} aliasArn={asked.arn} onClose={close} />}
      {asked?.what === 'compare' && (
        <Suspense>
          <CompareDialog machineArn={machineArn} version={asked.arn} onClose={close} />
        </Suspense>
      )}
      {asked?.what === 'delete' && <DeleteDialog arn={asked.arn} alias={asked.alias} onClose={close} />}
    </div>
  );
}

function Aliases({ aliases, machineArn, onAsk }: { aliases: AliasItem[]; machineArn: string; onAsk: (asked: Asked) => void }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Alias</th>
          <th scope="col">Leads to</th>
          <th scope="col" className="wide">
            Description
          </th>
          <th scope="col">Created</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {aliases.map((alias) => (
          <AliasRow key={alias.stateMachineAliasArn} item={alias} machineArn={machineArn} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

function AliasRow({ item, machineArn, onAsk }: { item: AliasItem; machineArn: string; onAsk: (asked: Asked) => void }) {
  const arn = item.stateMachineAliasArn;
  const name = nameOf(arn);
  const { define } = useRights();
  const alias = useAlias(arn).data;
  return (
    <tr>
      <td>
        <Link href={`${addresses.machine(machineArn)}?release=a:${name}`}>{name}</Link>
      </td>
      <td>
        {alias?.routingConfiguration
          .map(({ stateMachineVersionArn, weight }) => `${nameOf(stateMachineVersionArn)} (${weight} %)`)
          .join(', ')}
      </td>
      <td className="wide">{alias?.description}</td>
      <td>
        <Moment seconds={item.creationDate} />
      </td>
      <td className="row-actions">
        {define && (
          <Menu
            label={`Actions for ${name}`}
            items={[
              { label: 'Edit', icon: <Pencil aria-hidden />, onSelect: () => onAsk({ what: 'alias', arn }) },
              { label: 'Delete…', icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onAsk({ what: 'delete', arn, alias: true }) },
            ]}
          />
        )}
      </td>
    </tr>
  );
}

function VersionsTable({ versions, machineArn, onAsk }: { versions: VersionItem[]; machineArn: string; onAsk: (asked: Asked) => void }) {
  const { define } = useRights();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Published</th>
          <th scope="col">Executions</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ stateMachineVersionArn: arn, creationDate }) => (
          <tr key={arn}>
            <td>{nameOf(arn)}</td>
            <td>
              <Moment seconds={creationDate} />
            </td>
            <td>
              <Link href={`${addresses.machine(machineArn)}?release=v:${nameOf(arn)}`}>Those that use it</Link>
            </td>
            <td className="row-actions">
              <Menu
                label={`Actions for version ${nameOf(arn)}`}
                items={[
                  { label: 'Compare with what is live…', icon: <GitCompare aria-hidden />, onSelect: () => onAsk({ what: 'compare', arn }) },
                  ...(define ? [{ label: 'Delete…', icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onAsk({ what: 'delete', arn, alias: false }) }] : []),
                ]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PublishDialog({ machineArn, onClose }: { machineArn: string; onClose: () => void }) {
  const [description, setDescription] = useState('');
  const publish = useAction({
    run: () =>
      call<{ stateMachineVersionArn: string }>('PublishStateMachineVersion', {
        stateMachineArn: machineArn,
        ...(description === '' ? {} : { description }),
      }),
    done: ({ stateMachineVersionArn }) => `Version ${nameOf(stateMachineVersionArn)} is published`,
    changes: ['versions'],
    showsError: true,
    then: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Publish a version"
      description="Keeps the definition as it is now under a number. When nothing has changed since the last version, that one is answered."
      onSubmit={() => publish.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={publish.isPending} onClick={() => publish.mutate()}>
            Publish
          </Button>
        </>
      }
    >
      <label className="field">
        <span>Description (optional)</span>
        <input className="input" maxLength={256} value={description} onChange={(event) => setDescription(event.target.value)} />
      </label>
      {publish.isError && (
        <p role="alert" className="action-error">
          {publish.error.message}
        </p>
      )}
    </Dialog>
  );
}

function DeleteDialog({ arn, alias, onClose }: { arn: string; alias: boolean; onClose: () => void }) {
  const name = alias ? `alias ${nameOf(arn)}` : `version ${nameOf(arn)}`;
  const remove = useAction({
    run: () =>
      alias
        ? call('DeleteStateMachineAlias', { stateMachineAliasArn: arn })
        : call('DeleteStateMachineVersion', { stateMachineVersionArn: arn }),
    done: () => `The ${name} is deleted`,
    changes: ['versions', 'aliases'],
    showsError: true,
    then: onClose,
  });
  return (
    <Confirm
      title={`Delete ${name}?`}
      action="Delete"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{alias ? 'Callers that use the alias will be refused.' : 'Executions that run go on; nothing new can be started with it.'}</p>
    </Confirm>
  );
}
