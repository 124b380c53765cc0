import { useEffect } from 'react';
import { Link } from 'wouter';
import { addresses, machineArnOf, machineNameOf, nameOf } from '../../api/arns';
import { useMapRun, type MapRun } from '../../api/mapRuns';
import { Failed, Loading } from '../../design/States';
import { ExecutionStatusBadge } from '../../design/Status';
import { Moment, span } from '../../design/Time';
import { ChildExecutions } from './ChildExecutions';
import { Limits } from './Limits';
import './maprun.css';
import { Progress } from './Progress';

/** A distributed Map at work: how far it is, what it tolerates, and the executions of its items. */
export default function MapRunPage({ arn }: { arn: string }) {
  const run = useMapRun(arn);
  useEffect(() => {
    document.title = `Map run · ${machineNameOf(arn)} · Stepwell`;
  }, [arn]);
  if (run.isError && run.data === undefined) {
    return (
      <div className="page">
        <h1>Map run</h1>
        <Failed error={run.error} onRetry={() => void run.refetch()} />
      </div>
    );
  }
  if (run.data === undefined) {
    return <Loading what="the map run" />;
  }
  return (
    <div className="page">
      <Head run={run.data} />
      <Progress title="Items" counts={run.data.itemCounts} />
      <Progress title="Child executions" counts={run.data.executionCounts} />
      <Limits run={run.data} />
      <ChildExecutions run={run.data} />
    </div>
  );
}

function Head({ run }: { run: MapRun }) {
  const { executionArn, mapRunArn, startDate, stopDate } = run;
  return (
    <header className="maprun-head">
      <nav className="crumbs" aria-label="Where this is">
        <Link href={addresses.machines}>State machines</Link> /{' '}
        <Link href={addresses.machine(machineArnOf(executionArn))}>{machineNameOf(executionArn)}</Link> /{' '}
        <Link href={addresses.execution(executionArn)}>{nameOf(executionArn)}</Link> / map run
      </nav>
      <div className="execution-title">
        <h1>Map run of {labelOf(mapRunArn)}</h1>
        <ExecutionStatusBadge status={run.status} />
      </div>
      <dl className="facts">
        <div>
          <dt>Started</dt>
          <dd>
            <Moment seconds={startDate} />
          </dd>
        </div>
        {stopDate !== undefined && (
          <div>
            <dt>Took</dt>
            <dd>{span((stopDate - startDate) * 1000)}</dd>
          </div>
        )}
        {run.redriveCount !== undefined && run.redriveCount > 0 && (
          <div>
            <dt>Redriven</dt>
            <dd>{run.redriveCount}</dd>
          </div>
        )}
      </dl>
    </header>
  );
}

/** The label of the Map state: `…:mapRun:MACHINE/LABEL:ID`. */
function labelOf(arn: string): string {
  return arn.split(':')[6]?.split('/')[1] ?? machineNameOf(arn);
}
