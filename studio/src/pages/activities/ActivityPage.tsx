import { Link } from 'wouter';
import { addresses, machineNameOf, nameOf } from '../../api/arns';
import type { ActivityDetail } from '../../api/console';
import { useActivity } from '../../api/consoleQueries';
import { useActivities } from '../../api/queries';
import { Copyable, Snippet } from '../../design/Copyable';
import { Page } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { Ago } from '../../design/Time';
import { Tags } from '../machine/Tags';
import './activities.css';

/** One activity: what waits for a worker, and which workers were seen. */
export default function ActivityPage({ name }: { name: string }) {
  const activities = useActivities();
  const arn = activities.data?.find((item) => item.name === name)?.activityArn;
  if (activities.isPending) {
    return <Loading what={name} />;
  }
  if (activities.isError) {
    return <Failed error={activities.error} onRetry={() => void activities.refetch()} />;
  }
  if (arn === undefined) {
    return (
      <Empty page title={`There is no activity “${name}”`}>
        <Link href={addresses.activities}>To the activities</Link>
      </Empty>
    );
  }
  return (
    <Page
      title={name}
      crumbs={[{ href: addresses.activities, label: 'Activities' }]}
      about={<Copyable text={arn} what="the ARN" />}
    >
      <Detail arn={arn} />
      <Tags resourceArn={arn} />
    </Page>
  );
}

function Detail({ arn }: { arn: string }) {
  const activity = useActivity(arn);
  if (activity.isPending) {
    return <Loading what="the workers" />;
  }
  if (activity.isError) {
    return <Failed error={activity.error} onRetry={() => void activity.refetch()} />;
  }
  return (
    <div className="activity">
      <Waiting activity={activity.data} />
      <Workers activity={activity.data} />
    </div>
  );
}

function Waiting({ activity: { waiting, next } }: { activity: ActivityDetail }) {
  return (
    <section className="card table-scroll" aria-labelledby="waiting">
      <div className="section-head">
        <h2 id="waiting">Waiting for a worker</h2>
        <Link href={addresses.tasks}>Taken by a worker: Waiting tasks</Link>
      </div>
      {waiting.length === 0 ? (
        <Empty title="Nothing waits" />
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Execution</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {waiting.map((task) => (
              <tr key={`${task.execution}/${task.state}/${task.sinceAt}`}>
                <td>{task.state}</td>
                <td>
                  <Link href={`${addresses.execution(task.execution)}?state=${encodeURIComponent(task.state)}`}>
                    {machineNameOf(task.execution)} / {nameOf(task.execution)}
                  </Link>
                </td>
                <td>
                  <Ago millis={task.sinceAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next !== undefined && <p className="hint section-head">More wait behind these.</p>}
    </section>
  );
}

function Workers({ activity: { arn, workers, polling } }: { activity: ActivityDetail }) {
  return (
    <section className="card table-scroll" aria-labelledby="workers">
      <div className="section-head">
        <h2 id="workers">Workers</h2>
        <span className="hint">{polling === 1 ? '1 polls now' : `${polling} poll now`}</span>
      </div>
      {workers.length === 0 ? (
        <div className="workers-none">
          <p className="hint">No worker was seen since the server began. From a shell, one would be:</p>
          <Snippet
            what="the command"
            text={`aws stepfunctions get-activity-task --endpoint-url ${location.origin} \\\n  --activity-arn ${arn} --worker-name me`}
          />
        </div>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {workers.map(({ name, seenAt }) => (
              <tr key={name}>
                <td>{name === '' ? <span className="hint">without a name</span> : name}</td>
                <td>
                  <Ago millis={seenAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
