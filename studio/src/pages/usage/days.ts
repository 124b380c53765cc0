import type { UsageReport } from '../../api/console';

/** Days are UTC, as AWS counts them. */

const DAY_MS = 86_400_000;

export interface DayCost {
  at: number;
  cost: number;
}

export function today(now = Date.now()): string {
  return new Date(now).toISOString().slice(0, 10);
}

export function daysAgo(days: number, now = Date.now()): string {
  return today(now - days * DAY_MS);
}

/** What each day of a report cost over all machines; days without anything are there, too. */
export function byDay(report: Pick<UsageReport, 'from' | 'to' | 'days'>): DayCost[] {
  const costs = new Map<string, number>();
  for (const { day, cost } of report.days) {
    costs.set(day, (costs.get(day) ?? 0) + cost);
  }
  const days: DayCost[] = [];
  for (let at = Date.parse(report.from); at <= Date.parse(report.to); at += DAY_MS) {
    const local = new Date(at);
    days.push({
      // the same date where the reader is, so that it is named right
      at: at + local.getTimezoneOffset() * 60_000,
      cost: costs.get(local.toISOString().slice(0, 10)) ?? 0,
    });
  }
  return days;
}
