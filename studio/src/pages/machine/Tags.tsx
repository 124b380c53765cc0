import { Plus, Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { useTags } from '../../api/queries';
import { useRights } from '../../api/session';
import { Button } from '../../design/Button';
import { Empty, Failed, Loading } from '../../design/States';
import { useAction } from '../../design/useAction';
import './machine.css';

/** The tags of a machine or an activity; what is added or removed is saved at once. */
export function Tags({ resourceArn }: { resourceArn: string }) {
  const tags = useTags(resourceArn);
  const { define } = useRights();
  const remove = useAction<string>({
    run: (key) => call('UntagResource', { resourceArn, tagKeys: [key] }),
    done: (_, key) => `Tag ${key} is removed`,
    changes: ['tags'],
  });
  if (tags.isPending) {
    return <Loading what="the tags" />;
  }
  if (tags.isError) {
    return <Failed error={tags.error} onRetry={() => void tags.refetch()} />;
  }
  return (
    <section className="card table-scroll" aria-label="Tags">
      {tags.data.length === 0 ? (
        <Empty title="No tags">Tags sort what you have: by team, purpose, or who pays.</Empty>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Value</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tags.data.map(({ key, value }) => (
              <tr key={key}>
                <td>{key}</td>
                <td>{value}</td>
                <td className="row-actions">
                  {define && (
                    <button type="button" className="icon-button" aria-label={`Remove ${key}`} onClick={() => remove.mutate(key)}>
                      <Trash2 size={15} aria-hidden />
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {define && <NewTag resourceArn={resourceArn} />}
    </section>
  );
}

function NewTag({ resourceArn }: { resourceArn: string }) {
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const add = useAction({
    run: () => call('TagResource', { resourceArn, tags: [{ key, value }] }),
    changes: ['tags'],
    then: () => {
      setKey('');
      setValue('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="section-head new-tag" onSubmit={submit}>
      <input className="input" aria-label="Key" placeholder="Key" maxLength={128} required value={key} onChange={(event) => setKey(event.target.value)} />
      <input className="input" aria-label="Value" placeholder="Value" maxLength={256} value={value} onChange={(event) => setValue(event.target.value)} />
      <Button type="submit" disabled={add.isPending}>
        <Plus size={16} aria-hidden />
        Add tag
      </Button>
    </form>
  );
}
