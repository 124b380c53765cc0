import { Ban, CircleCheck, CircleX, Clock, LoaderCircle, Timer, TriangleAlert } from 'lucide-react';
import type { ExecutionStatus } from '../api/types';
import './components.css';

/** How anything that runs is doing: an execution, a state, an iteration. */
export type Status = 'running' | 'succeeded' | 'failed' | 'caught' | 'timedout' | 'aborted' | 'waiting';

const OF_EXECUTION: Record<ExecutionStatus, Status> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedout',
  ABORTED: 'aborted',
  PENDING_REDRIVE: 'waiting',
};

const LABELS: Record<ExecutionStatus, string> = {
  RUNNING: 'Running',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'Timed out',
  ABORTED: 'Aborted',
  PENDING_REDRIVE: 'Pending redrive',
};

/** A shape for every status, so that none is told by its colour alone. */
export const STATUS_ICONS = {
  running: LoaderCircle,
  succeeded: CircleCheck,
  failed: CircleX,
  caught: TriangleAlert,
  timedout: Timer,
  aborted: Ban,
  waiting: Clock,
} as const;

/** What each is called where a sentence begins. */
export const STATUS_LABELS: Record<Status, string> = {
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  caught: 'Error caught',
  timedout: 'Timed out',
  aborted: 'Aborted',
  waiting: 'Waiting',
};

export function statusOf(status: ExecutionStatus): Status {
  return OF_EXECUTION[status];
}

export function ExecutionStatusBadge({ status }: { status: ExecutionStatus }) {
  return <StatusBadge status={OF_EXECUTION[status]} label={LABELS[status]} />;
}

export function StatusBadge({ status, label }: { status: Status; label: string }) {
  const Icon = STATUS_ICONS[status];
  return (
    <span className="status" data-status={status}>
      <Icon size={14} aria-hidden className={status === 'running' ? 'status-turns' : undefined} />
      {label}
    </span>
  );
}
