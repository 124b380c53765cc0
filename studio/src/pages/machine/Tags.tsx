import { useTags } from '../../api/queries';
import { Empty, Failed, Loading } from '../../design/States';

/** The tags of a machine. */
export function Tags({ resourceArn }: { resourceArn: string }) {
  const tags = useTags(resourceArn);
  if (tags.isPending) {
    return <Loading what="the tags" />;
  }
  if (tags.isError) {
    return <Failed error={tags.error} onRetry={() => void tags.refetch()} />;
  }
  if (tags.data.length === 0) {
    return <Empty title="No tags" />;
  }
  return (
    <section className="card table-scroll" aria-label="Tags">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {tags.data.map((tag) => (
            <tr key={tag.key}>
              <td>{tag.key}</td>
              <td>{tag.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
