import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import './components.css';

type Value = string | number | undefined;

export interface Sorting<T> {
  rows: T[];
  key: string;
  descending: boolean;
  by: (key: string) => void;
}

/** Rows in the order of a column; what has no value comes last. */
export function useSorting<T>(rows: readonly T[], columns: Record<string, (row: T) => Value>, first: string, down = false): Sorting<T> {
  const [{ key, descending }, setOrder] = useState({ key: first, descending: down });
  const sorted = useMemo(() => sortedBy(rows, columns[key] ?? (() => undefined), descending), [rows, key, descending]);
  const by = (next: string) =>
    setOrder((now) => ({ key: next, descending: now.key === next ? !now.descending : typeof sample(rows, columns, next) === 'number' }));
  return { rows: sorted, key, descending, by };
}

/** Numbers begin with the largest, names with the first. */
function sample<T>(rows: readonly T[], columns: Record<string, (row: T) => Value>, key: string): Value {
  const row = rows[0];
  return row === undefined ? undefined : columns[key]?.(row);
}

export function sortedBy<T>(rows: readonly T[], value: (row: T) => Value, descending: boolean): T[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return sign * (typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right)));
  });
}

interface HeadProps<T> {
  of: Sorting<T>;
  by: string;
  label: string;
  number?: boolean;
  /** Whether a narrow screen leaves the column out. */
  wide?: boolean;
}

/** The head of a column that the table can be sorted by. */
export function SortHead<T>({ of, by, label, number = false, wide = false }: HeadProps<T>) {
  const active = of.key === by;
  const Icon = of.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={`${number ? 'number' : ''} ${wide ? 'wide' : ''}`}
      aria-sort={active ? (of.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className="sort" onClick={() => of.by(by)}>
        {label}
        {active && <Icon size={12} aria-hidden />}
      </button>
    </th>
  );
}
