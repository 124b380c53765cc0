import type { Outcomes } from '../../api/console';
import { count } from '../numbers';
import type { Status } from '../Status';
import './chart.css';

/** How executions ended, in the order in which they are shown everywhere. */
export const OUTCOMES = [
  { key: 'succeeded', label: 'Succeeded', status: 'succeeded' },
  { key: 'failed', label: 'Failed', status: 'failed' },
  { key: 'timedOut', label: 'Timed out', status: 'timedout' },
  { key: 'aborted', label: 'Aborted', status: 'aborted' },
] as const satisfies { key: keyof Outcomes; label: string; status: Status }[];

/** The shares of the outcomes as one bar. */
export function OutcomeBar({ outcomes }: { outcomes: Outcomes }) {
  const parts = OUTCOMES.filter(({ key }) => outcomes[key] > 0);
  const words = parts.map(({ key, label }) => `${count(outcomes[key])} ${label.toLowerCase()}`).join(', ');
  return (
    <span className="outcome-bar" role="img" aria-label={words || 'none ended'} title={words || 'None ended'}>
      {parts.map(({ key, status }) => (
        <span key={key} data-status={status} style={{ flexGrow: outcomes[key] }} />
      ))}
    </span>
  );
}
