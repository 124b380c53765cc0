import { useId, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { short } from '../numbers';
import './chart.css';
import { namedMoments, ticks } from './scale';

export interface Series<P> {
  label: string;
  /** A CSS colour. */
  colour: string;
  of: (point: P) => number;
}

interface Props<P extends { at: number }> {
  title: string;
  about?: ReactNode;
  points: readonly P[];
  /** Drawn on one another. */
  series: readonly Series<P>[];
  /** How a value is written. */
  format?: (value: number) => string;
  /** Whether values are counted, so that half of one makes no sense. */
  whole?: boolean;
  /** What it says in all; the sum of all values when it is left out. */
  summary?: string;
}

const HEIGHT = 180;
const BOTTOM = 22;
const TOP = 8;
const MOMENT = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
const HOUR = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/**
 * Bars over time, one part on another. The same numbers are there as a table, for whoever can't see
 * the bars or wants the exact ones; pointing at a bar says its own.
 */
export function Chart<P extends { at: number }>({ title, about, points, series, format = short, whole = true, summary }: Props<P>) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const total = series.reduce((sum, { of }) => sum + points.reduce((all, point) => all + of(point), 0), 0);
  return (
    <figure className="card chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <div>
          <h2 id={id}>{title}</h2>
          {about !== undefined && <p className="hint">{about}</p>}
        </div>
        <button type="button" className="button chart-switch" data-kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          Table
        </button>
      </figcaption>
      {asTable ? (
        <ChartTable title={title} points={points} series={series} format={format} />
      ) : (
        <Bars title={`${title}: ${summary ?? `${format(total)} in all`}`} points={points} series={series} format={format} whole={whole} />
      )}
    </figure>
  );
}

interface PartProps<P extends { at: number }> {
  title: string;
  points: readonly P[];
  series: readonly Series<P>[];
  format: (value: number) => string;
}

function Bars<P extends { at: number }>({ title, points, series, format, whole }: PartProps<P> & { whole: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [pointed, setPointed] = useState<number>();
  const sums = useMemo(() => points.map((point) => series.reduce((sum, { of }) => sum + of(point), 0)), [points, series]);
  const levels = ticks(Math.max(0, ...sums), 4, whole);
  const top = levels.at(-1) ?? 1;
  const left = 14 + 6.5 * Math.max(...levels.map((level) => format(level).length));
  const step = Math.max(1, width - left) / Math.max(1, points.length);
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const names = new Set(namedMoments(points, Math.max(2, Math.floor(width / 90))));
  const shown = pointed === undefined ? undefined : points[pointed];
  return (
    <div ref={box} className="chart-body">
      <svg
        role="img"
        aria-label={title}
        width={width}
        height={HEIGHT}
        onPointerLeave={() => setPointed(undefined)}
        onPointerMove={(event) => {
          const at = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / step);
          setPointed(at >= 0 && at < points.length ? at : undefined);
        }}
      >
        {levels.map((level) => (
          <g key={level}>
            <line x1={left} x2={width} y1={y(level)} y2={y(level)} className="chart-line" />
            <text x={left - 8} y={y(level) + 4} textAnchor="end">
              {format(level)}
            </text>
          </g>
        ))}
        {pointed !== undefined && (
          <rect className="chart-pointed" x={left + pointed * step} y={TOP} width={step} height={HEIGHT - TOP - BOTTOM} />
        )}
        {points.map((point, i) => (
          <Bar key={point.at} point={point} series={series} x={left + i * step} step={step} y={y} />
        ))}
        {points.map(
          (point, i) =>
            names.has(point.at) && (
              <text key={point.at} x={left + (i + 0.5) * step} y={HEIGHT - 6} textAnchor="middle">
                {momentName(point.at)}
              </text>
            ),
        )}
      </svg>
      <ul className="chart-legend">
        {series.map(({ label, colour, of }) => (
          <li key={label}>
            <svg width="10" height="10" aria-hidden>
              <rect width="10" height="10" rx="2" fill={colour} />
            </svg>
            {label}
            {shown !== undefined && <b>{format(of(shown))}</b>}
          </li>
        ))}
        {shown !== undefined && <li className="chart-moment">{MOMENT.format(shown.at)}</li>}
      </ul>
    </div>
  );
}

interface BarProps<P> {
  point: P;
  series: readonly Series<P>[];
  x: number;
  step: number;
  y: (value: number) => number;
}

function Bar<P>({ point, series, x, step, y }: BarProps<P>) {
  const gap = step > 6 ? 2 : step > 3 ? 1 : 0;
  let below = 0;
  return series.map(({ label, colour, of }) => {
    const from = below;
    below += of(point);
    return below === from ? null : (
      <rect key={label} x={x + gap / 2} y={y(below)} width={Math.max(1, step - gap)} height={y(from) - y(below)} rx={1} fill={colour} />
    );
  });
}

function ChartTable<P extends { at: number }>({ title, points, series, format }: PartProps<P>) {
  const rows = points.filter((point) => series.some(({ of }) => of(point) > 0)).reverse();
  return (
    <div className="chart-table" tabIndex={0} role="region" aria-label={title}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">From</th>
            {series.map(({ label }) => (
              <th key={label} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((point) => (
            <tr key={point.at}>
              <td>
                {DAY.format(point.at)}, {HOUR.format(point.at)}
              </td>
              {series.map(({ label, of }) => (
                <td key={label} className="number">
                  {format(of(point))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="hint chart-none">Nothing happened in this time.</p>}
    </div>
  );
}

function momentName(at: number): string {
  return new Date(at).getHours() === 0 ? DAY.format(at) : HOUR.format(at);
}

function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) {
      return undefined;
    }
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    setWidth(element.clientWidth);
    return () => watch.disconnect();
  }, [box]);
  return width;
}
