import type { ExecutionFilter } from '../../api/console';

/** What the address says about which executions are shown. */

export const STATUSES = {
  RUNNING: 'Running',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'Timed out',
  ABORTED: 'Aborted',
} as const;

export const PERIODS: Record<string, { label: string; millis: number }> = {
  hour: { label: 'Last hour', millis: 3_600_000 },
  day: { label: 'Last day', millis: 86_400_000 },
  week: { label: 'Last week', millis: 7 * 86_400_000 },
  month: { label: 'Last 30 days', millis: 30 * 86_400_000 },
};

/** In the address, what a filter is made of. */
export const FILTER_KEYS = ['status', 'name', 'period', 'from', 'to', 'release'] as const;

/**
 * The filter that an address asks for. Times move in steps of a minute, so that a period of time is
 * the same question again for that long.
 *
 * `release` is `v:NUMBER` or `a:ALIAS`; `from` and `to` are local times, as fields for them write.
 */
export function filterOf(machine: string, params: URLSearchParams, now = Date.now()): ExecutionFilter {
  const filter: ExecutionFilter = { machine };
  const set = (key: 'status' | 'name' | 'version' | 'alias', value: string | null | undefined) => {
    if (value) {
      filter[key] = value;
    }
  };
  set('status', params.get('status'));
  set('name', params.get('name')?.trim());
  const release = params.get('release') ?? '';
  set(release.startsWith('v:') ? 'version' : 'alias', release.slice(2));
  const period = PERIODS[params.get('period') ?? ''];
  const minute = Math.floor(now / 60_000) * 60_000;
  const from = period === undefined ? Date.parse(params.get('from') ?? '') : minute - period.millis;
  const to = Date.parse(params.get('to') ?? '');
  if (!Number.isNaN(from)) {
    filter.from = from;
  }
  if (!Number.isNaN(to)) {
    filter.to = to;
  }
  return filter;
}

/** Whether anything is filtered at all. */
export function isFiltered(params: URLSearchParams): boolean {
  return FILTER_KEYS.some((key) => params.get(key));
}

/** The same address with other values; those that are empty are left out. */
export function changed(params: URLSearchParams, values: Record<string, string>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(values)) {
    if (value === '') {
      next.delete(key);
    } else {
      next.set(key, value);
    }
  }
  return next;
}

/** Whether the status, one or several with commas, names this one. */
export function namesStatus(status: string | null, wanted: string): boolean {
  return (status ?? '').split(',').includes(wanted);
}

/** A status more, or less. */
export function toggled(status: string | null, which: string): string {
  const all = new Set((status ?? '').split(',').filter(Boolean));
  if (!all.delete(which)) {
    all.add(which);
  }
  return [...all].join(',');
}
