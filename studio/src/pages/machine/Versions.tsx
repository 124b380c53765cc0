import { useMutation, useQueryClient } from '@tanstack/react-query';
import { BookmarkPlus } from 'lucide-react';
import { nameOf } from '../../api/arns';
import { call } from '../../api/client';
import { useAliases, useVersions } from '../../api/queries';
import { Button } from '../../design/Button';
import { Empty, Failed, Loading } from '../../design/States';
import { Moment } from '../../design/Time';

/** The published versions of a machine, and the aliases that lead to them. */
export function Versions({ machineArn }: { machineArn: string }) {
  const versions = useVersions(machineArn);
  const aliases = useAliases(machineArn);
  const client = useQueryClient();
  const publish = useMutation({
    mutationFn: () => call('PublishStateMachineVersion', { stateMachineArn: machineArn }),
    onSettled: () => client.invalidateQueries({ queryKey: ['versions', machineArn] }),
  });
  if (versions.isPending || aliases.isPending) {
    return <Loading what="the versions" />;
  }
  if (versions.isError || aliases.isError) {
    return <Failed error={versions.error ?? aliases.error} />;
  }
  return (
    <div className="versions">
      <div className="tools">
        <Button disabled={publish.isPending} onClick={() => publish.mutate()}>
          <BookmarkPlus size={16} aria-hidden />
          Publish a version
        </Button>
        {publish.isError && <span className="action-error">{publish.error.message}</span>}
      </div>
      <section className="card table-scroll" aria-label="Aliases">
        {aliases.data.length === 0 ? (
          <Empty title="No aliases" />
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Alias</th>
                <th scope="col">Created</th>
              </tr>
            </thead>
            <tbody>
              {aliases.data.map((alias) => (
                <tr key={alias.stateMachineAliasArn}>
                  <td>{nameOf(alias.stateMachineAliasArn)}</td>
                  <td>
                    <Moment seconds={alias.creationDate} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="card table-scroll" aria-label="Versions">
        {versions.data.length === 0 ? (
          <Empty title="No version was published" />
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Version</th>
                <th scope="col">Published</th>
              </tr>
            </thead>
            <tbody>
              {versions.data.map((version) => (
                <tr key={version.stateMachineVersionArn}>
                  <td>{nameOf(version.stateMachineVersionArn)}</td>
                  <td>
                    <Moment seconds={version.creationDate} />
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
