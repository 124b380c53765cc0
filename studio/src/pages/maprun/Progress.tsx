import type { MapRunCounts } from '../../api/mapRuns';
import { STATUS_ICONS, type Status } from '../../design/Status';

const PARTS: [member: keyof MapRunCounts, status: Status, title: string][] = [
  ['succeeded', 'succeeded', 'succeeded'],
  ['running', 'running', 'running'],
  ['failed', 'failed', 'failed'],
  ['timedOut', 'timedout', 'timed out'],
  ['aborted', 'aborted', 'aborted'],
  ['pending', 'waiting', 'pending'],
];

/** How many of all are in which status: a bar, and the numbers. */
export function Progress({ title, counts }: { title: string; counts: MapRunCounts }) {
  const { total } = counts;
  const done = total - counts.pending - counts.running;
  return (
    <section className="card progress" aria-label={title}>
      <div className="progress-head">
        <h2>{title}</h2>
        <span>
          {done.toLocaleString()} of {total.toLocaleString()}
          {total > 0 && ` · ${Math.floor((done / total) * 100)}%`}
        </span>
      </div>
      <div className="progress-bar" role="progressbar" aria-label={`${title} done`} aria-valuemin={0} aria-valuemax={Math.max(1, total)} aria-valuenow={done}>
        {PARTS.map(([member, status]) => (
          <span key={member} data-status={status} style={{ flexGrow: counts[member] ?? 0 }} />
        ))}
      </div>
      <ul className="progress-counts">
        {PARTS.map(([member, status, words]) => {
          const Icon = STATUS_ICONS[status];
          return (
            <li key={member} data-status={status} data-none={(counts[member] ?? 0) === 0 || undefined}>
              <Icon size={14} aria-hidden />
              <strong>{(counts[member] ?? 0).toLocaleString()}</strong> {words}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
