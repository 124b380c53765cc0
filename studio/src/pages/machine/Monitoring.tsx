import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { MetricPoint } from '../../api/console';
import { useMetrics } from '../../api/consoleQueries';
import type { StateMachine } from '../../api/types';
import { Chart, type Series } from '../../design/charts/Chart';
import { OUTCOMES } from '../../design/charts/OutcomeBar';
import { summed } from '../../design/charts/scale';
import { count, percent, short } from '../../design/numbers';
import { Failed, Loading } from '../../design/States';
import { span } from '../../design/Time';
import { changed } from '../executions/filter';
import './monitoring.css';

/** A time that is looked at, and how many hours make one bar. */
const PERIODS = {
  24: { label: 'Last day', bar: 1 },
  168: { label: 'Last week', bar: 4 },
  720: { label: 'Last 30 days', bar: 24 },
} as const;

const ENDED: Series<MetricPoint>[] = OUTCOMES.map(({ key, label, status }) => ({
  label,
  colour: `var(--${status})`,
  of: (point) => point[key],
}));
const STARTED: Series<MetricPoint>[] = [{ label: 'Started', colour: 'var(--running)', of: (point) => point.started }];
const TRANSITIONS: Series<MetricPoint>[] = [
  { label: 'State transitions', colour: 'var(--accent)', of: (point) => point.transitions },
];
const BILLED: Series<MetricPoint>[] = [
  { label: 'Billed duration', colour: 'var(--accent)', of: (point) => point.billedMillis },
];

const ended = (point: MetricPoint) => OUTCOMES.reduce((all, { key }) => all + point[key], 0);
const average = (millis: number, count: number) => (count === 0 ? 0 : millis / count);
const DURATION: Series<MetricPoint>[] = [
  { label: 'Average duration', colour: 'var(--accent)', of: (point) => average(point.durationMillis, ended(point)) },
];

/** How the executions of a machine went over time. */
export function Monitoring({ machine }: { machine: StateMachine }) {
  const [params, setParams] = useSearchParams();
  const asked = Number(params.get('hours'));
  const hours = (asked in PERIODS ? asked : 24) as keyof typeof PERIODS;
  const metrics = useMetrics(machine.stateMachineArn, hours);
  const points = useMemo(() => summed(metrics.data ?? [], PERIODS[hours].bar), [metrics.data, hours]);
  if (metrics.isPending) {
    return <Loading what="the numbers" />;
  }
  if (metrics.isError) {
    return <Failed error={metrics.error} onRetry={() => void metrics.refetch()} />;
  }
  return (
    <section className="monitoring" aria-label="Monitoring">
      <div className="tools">
        <select
          className="input"
          aria-label="Time that is shown"
          value={hours}
          onChange={({ target }) => setParams((known) => changed(known, { hours: target.value }), { replace: true })}
        >
          {Object.entries(PERIODS).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Totals points={points} />
      <div className="charts">
        <Chart title="Ended" about="Executions by how they ended" points={points} series={ENDED} />
        <Chart title="Started" about="Executions that began" points={points} series={STARTED} />
        {machine.type === 'STANDARD' ? (
          <>
            <Chart
              title="Duration"
              about="On average, of the executions that ended"
              points={points}
              series={DURATION}
              format={span}
              whole={false}
              summary={`${span(averageOf(points))} on average`}
            />
            <Chart title="State transitions" about="What AWS would count" points={points} series={TRANSITIONS} />
          </>
        ) : (
          <Chart title="Billed duration" about="In steps of 100 ms, as AWS would bill" points={points} series={BILLED} format={span} />
        )}
      </div>
    </section>
  );
}

function averageOf(points: MetricPoint[]): number {
  const millis = points.reduce((all, point) => all + point.durationMillis, 0);
  return average(millis, points.reduce((all, point) => all + ended(point), 0));
}

function Totals({ points }: { points: MetricPoint[] }) {
  const sum = (key: 'started' | 'succeeded' | 'failed' | 'timedOut' | 'aborted' | 'transitions') =>
    points.reduce((all, point) => all + point[key], 0);
  const all = OUTCOMES.reduce((sofar, { key }) => sofar + sum(key), 0);
  const facts: [string, string][] = [
    ['Started', count(sum('started'))],
    ['Succeeded', percent(sum('succeeded'), all)],
    ['Failed or timed out', count(sum('failed') + sum('timedOut'))],
    ['State transitions', short(sum('transitions'))],
  ];
  return (
    <dl className="totals">
      {facts.map(([label, value]) => (
        <div key={label} className="card">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
