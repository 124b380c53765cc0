import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import { addresses } from '../../api/arns';
import type { UsageDay, UsageReport } from '../../api/console';
import { usageAddress, useUsage } from '../../api/consoleQueries';
import { useStateMachines } from '../../api/queries';
import { Chart, type Series } from '../../design/charts/Chart';
import { bytes, count, short, usd } from '../../design/numbers';
import { Page } from '../../design/Page';
import { SortHead, useSorting } from '../../design/Sort';
import { Empty, Failed, Loading } from '../../design/States';
import { changed } from '../executions/filter';
import '../machine/monitoring.css';
import { byDay, daysAgo, today, type DayCost } from './days';
import './usage.css';

const COST: Series<DayCost>[] = [{ label: 'AWS-equivalent cost', colour: 'var(--accent)', of: (day) => day.cost }];

/** What was used, per machine and day, and what it would have cost on AWS. */
export default function UsagePage() {
  const [params, setParams] = useSearchParams();
  const change = (values: Record<string, string>) => setParams((known) => changed(known, values), { replace: true });
  const machines = useStateMachines().data ?? [];
  const machine = params.get('machine') ?? '';
  const question = {
    from: params.get('from') ?? daysAgo(29),
    to: params.get('to') ?? today(),
    freeTier: params.has('free'),
    ...(machine === '' ? {} : { machine }),
  };
  const usage = useUsage(question);
  return (
    <Page
      title="Usage"
      about={<p className="hint">What was used, and what AWS would have charged for it. Stepwell itself charges nothing.</p>}
      actions={
        <a className="button" href={usageAddress(question, 'csv')} download={`stepwell-usage-${question.from}-${question.to}.csv`}>
          <Download size={16} aria-hidden />
          CSV
        </a>
      }
    >
      <div className="tools">
        <label className="check">
          From
          <input className="input" type="date" value={question.from} max={question.to} onChange={({ target }) => change({ from: target.value })} />
        </label>
        <label className="check">
          to
          <input className="input" type="date" value={question.to} min={question.from} onChange={({ target }) => change({ to: target.value })} />
        </label>
        <select className="input" aria-label="State machine" value={machine} onChange={({ target }) => change({ machine: target.value })}>
          <option value="">All state machines</option>
          {machines.map(({ stateMachineArn, name }) => (
            <option key={stateMachineArn} value={stateMachineArn}>
              {name}
            </option>
          ))}
        </select>
        <label className="check">
          <input type="checkbox" checked={question.freeTier} onChange={({ target }) => change({ free: target.checked ? '1' : '' })} />
          Less AWS’s free tier
        </label>
      </div>
      {usage.isPending && <Loading what="the usage" />}
      {usage.isError && <Failed error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.isSuccess && <Report report={usage.data} />}
    </Page>
  );
}

function Report({ report }: { report: UsageReport }) {
  const { total } = report;
  const days = useMemo(() => byDay(report), [report]);
  if (report.days.length === 0) {
    return (
      <div className="card">
        <Empty title="Nothing was used in this time" />
      </div>
    );
  }
  const facts: [string, string][] = [
    ['AWS-equivalent cost', usd(total.cost)],
    ['State transitions', short(total.transitions)],
    ['Express requests', short(total.expressRequests)],
    ['Express GB-seconds', short(Math.round(total.gbSeconds * 1000) / 1000)],
    ['Written to logs', bytes(total.logBytes)],
  ];
  return (
    <>
      <dl className="totals">
        {facts.map(([label, value]) => (
          <div key={label} className="card">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Chart title="Cost per day" points={days} series={COST} format={usd} whole={false} />
      <Days days={report.days} />
      <p className="hint">
        At AWS’s prices of us-east-1: ${report.price} per 1,000 state transitions, each execution counted with {report.overhead}{' '}
        beside the states it entered; $1 per million express requests, and their duration by GB-seconds. The memory that AWS
        bills is not published: it is estimated from the payloads.
      </p>
    </>
  );
}

const COLUMNS: Record<string, (day: UsageDay) => string | number> = {
  day: (day) => day.day,
  machine: (day) => day.machine,
  started: (day) => day.started,
  transitions: (day) => day.transitions,
  requests: (day) => day.expressRequests,
  gb: (day) => day.gbSeconds,
  log: (day) => day.logBytes,
  cost: (day) => day.cost,
};

function Days({ days }: { days: UsageDay[] }) {
  const sorting = useSorting(days, COLUMNS, 'day', true);
  return (
    <section className="card table-scroll" aria-label="Usage per machine and day">
      <table className="table">
        <thead>
          <tr>
            <SortHead of={sorting} by="day" label="Day" />
            <SortHead of={sorting} by="machine" label="State machine" />
            <SortHead of={sorting} by="started" label="Started" number wide />
            <SortHead of={sorting} by="transitions" label="Transitions" number />
            <SortHead of={sorting} by="requests" label="Express requests" number wide />
            <SortHead of={sorting} by="gb" label="GB-seconds" number wide />
            <SortHead of={sorting} by="log" label="Log" number wide />
            <SortHead of={sorting} by="cost" label="AWS cost" number />
          </tr>
        </thead>
        <tbody>
          {sorting.rows.map((row) => (
            <tr key={`${row.day} ${row.arn}`}>
              <td className="usage-day">{row.day}</td>
              <td>
                <Link href={addresses.machine(row.arn)}>{row.machine}</Link>
              </td>
              <td className="number wide">{count(row.started)}</td>
              <td className="number">{row.transitions === 0 ? '' : count(row.transitions)}</td>
              <td className="number wide">{row.expressRequests === 0 ? '' : count(row.expressRequests)}</td>
              <td className="number wide">{row.gbSeconds === 0 ? '' : row.gbSeconds.toFixed(3)}</td>
              <td className="number wide">{row.logBytes === 0 ? '' : bytes(row.logBytes)}</td>
              <td className="number">{usd(row.cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
