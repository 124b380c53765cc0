/**
 * What the server offers the Studio beside AWS's API, below `/stepwell/` (docs/howto/console-api.md).
 * Times are milliseconds since 1970.
 */
import type { ExecutionStatus, MachineType } from './types';

export type Role = 'viewer' | 'operator' | 'admin';

export interface ServerInfo {
  version: string;
  region: string;
  account: string;
  auth: boolean;
  role: Role;
  /** Missing when everything is in memory. */
  data?: string;
  memory: boolean;
  startedAt: number;
  uptimeMillis: number;
  now: number;
  runningExpress: number;
  parts: string[];
}

/** What starts executions by the clock. */
export interface ScheduleItem {
  name: string;
  arn: string;
  machine: string;
  /** `rate(5 minutes)`, `at(2027-01-31T06:00:00)` or `cron(0 6 * * ? *)`. */
  when: string;
  timezone: string;
  enabled: boolean;
  /** Whether stepwell.yaml describes it, so that it comes back when it is deleted. */
  fromFile: boolean;
  input: string;
  description?: string;
  nextAt?: number;
  startAt?: number;
  endAt?: number;
  lastAt?: number;
  lastExecution?: string;
  lastError?: string;
  missed?: number;
}

/** How executions ended within some time. */
export interface Outcomes {
  started: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
}

export interface MachineNumbers extends Outcomes {
  arn: string;
  name: string;
  type: MachineType;
  status: 'ACTIVE' | 'DELETING';
  createdAt: number;
  updatedAt: number;
  running: number;
  runningIsMore?: boolean;
  lastStartedAt?: number;
}

/** What happened in the hour that began at `at`. */
export interface MetricPoint extends Outcomes {
  at: number;
  transitions: number;
  billedMillis: number;
  /** Of those that ended, added up. */
  durationMillis: number;
}

export interface Usage extends Outcomes {
  transitions: number;
  expressRequests: number;
  gbSeconds: number;
  logBytes: number;
  cost: number;
}

export interface UsageDay extends Usage {
  day: string;
  machine: string;
  arn: string;
  type: MachineType;
}

export interface UsageReport {
  from: string;
  to: string;
  currency: string;
  freeTier: boolean;
  overhead: number;
  price: number;
  days: UsageDay[];
  total: Usage;
}

export interface FoundExecution {
  arn: string;
  name: string;
  machine: string;
  status: ExecutionStatus;
  startedAt: number;
  stoppedAt?: number;
  version?: string;
  alias?: string;
  redriveCount?: number;
  redrivenAt?: number;
}

/** Which executions of all machines are meant, by the beginning of their names. */
export interface NameFilter {
  name: string;
  status?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** Which executions of a machine are meant; also the body of what is done to many at once. */
export interface ExecutionFilter {
  machine: string;
  status?: string;
  name?: string;
  from?: number;
  to?: number;
  version?: string;
  alias?: string;
}

export interface BulkOperation {
  id: string;
  action: 'stop' | 'redrive';
  state: 'RUNNING' | 'DONE' | 'CANCELLED' | 'FAILED';
  reason?: string;
  machine: string;
  seen: number;
  done: number;
  refused: number;
  lastRefusal?: string;
}

export interface WaitingTask {
  /** Missing for a viewer. */
  token?: string;
  kind: 'CALLBACK' | 'ACTIVITY';
  execution: string;
  machine: string;
  state: string;
  resource: string;
  sinceAt: number;
  dueAt?: number;
  input: string;
  inputCut?: boolean;
}

export interface QueuedTask {
  execution: string;
  machine: string;
  state: string;
  sinceAt: number;
  input: string;
}

export interface ActivityDetail {
  arn: string;
  name: string;
  createdAt: number;
  /** Workers that wait for a task at this moment. */
  polling: number;
  workers: { name: string; seenAt: number }[];
  waiting: QueuedTask[];
  next?: string;
}

export interface Quarantined {
  arn: string;
  reason: string;
}

/** The parameters that are there, as a query string. */
export function query(params: Record<string, string | number | boolean | undefined>): string {
  const all = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') {
      all.set(key, String(value));
    }
  }
  const text = all.toString();
  return text === '' ? '' : `?${text}`;
}
