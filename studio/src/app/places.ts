import { Activity, Boxes, CalendarClock, ChartColumn, Hand, ListVideo, Server, ShieldAlert, SquareFunction, type LucideIcon } from 'lucide-react';
import { addresses } from '../api/arns';

export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** The key that goes there, after `g`. */
  key: string;
  /** Other addresses that belong to it. */
  also?: string[];
}

/** Where one can go. */
export const PLACES: Place[] = [
  { href: addresses.machines, label: 'State machines', icon: Boxes, key: 'm', also: [addresses.create] },
  { href: addresses.executions, label: 'Executions', icon: ListVideo, key: 'e' },
  { href: addresses.tasks, label: 'Waiting tasks', icon: Hand, key: 't' },
  { href: addresses.activities, label: 'Activities', icon: Activity, key: 'a' },
  { href: addresses.functions, label: 'Functions', icon: SquareFunction, key: 'f' },
  { href: addresses.schedules, label: 'Schedules', icon: CalendarClock, key: 'c' },
  { href: addresses.usage, label: 'Usage', icon: ChartColumn, key: 'u' },
  { href: addresses.quarantine, label: 'Quarantine', icon: ShieldAlert, key: 'q' },
  { href: addresses.server, label: 'Server', icon: Server, key: 's' },
];

export function isAt(place: Place, location: string): boolean {
  return [place.href, ...(place.also ?? [])].some((href) => location === href || location.startsWith(`${href}/`));
}
