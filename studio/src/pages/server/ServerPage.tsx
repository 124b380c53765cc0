import { useInfo } from '../../api/consoleQueries';
import { useSession } from '../../api/session';
import { Copyable, Snippet } from '../../design/Copyable';
import { Page } from '../../design/Page';
import { Failed, Loading } from '../../design/States';
import { span } from '../../design/Time';
import './server.css';
import { snippets } from './snippets';

/** The server behind the Studio, and how programs reach it. */
export default function ServerPage() {
  const info = useInfo();
  const session = useSession().data;
  if (info.isPending) {
    return <Loading what="the server" />;
  }
  if (info.data === undefined) {
    return <Failed error={info.error} onRetry={() => void info.refetch()} />;
  }
  const { version, region, account, memory, data, uptimeMillis, auth, role } = info.data;
  const facts: [string, string][] = [
    ['Version', version],
    ['Running for', span(uptimeMillis)],
    ['Region', region],
    ['Account', account],
    ['Data', memory ? 'in memory, forgotten when the server ends' : (data ?? '')],
    ['Sign-in', auth ? `needed; you are ${session?.auth === 'sigv4' ? session.accessKeyId : 'somebody'}, ${role}` : 'not needed; any AWS credentials work'],
  ];
  return (
    <Page title="Server">
      <div className="server">
        <section className="card server-card" aria-labelledby="about">
          <h2 id="about">About</h2>
          <dl className="settings">
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            <div>
              <dt>Endpoint</dt>
              <dd>
                <Copyable text={location.origin} what="the endpoint" />
              </dd>
            </div>
          </dl>
        </section>
        <section className="card server-card" aria-labelledby="use">
          <h2 id="use">Use it from your programs</h2>
          <p className="hint">Whatever speaks to AWS Step Functions speaks to this server: only the endpoint is another.</p>
          {snippets({ endpoint: location.origin, region, account, auth }).map(({ title, text }) => (
            <div key={title} className="server-snippet">
              <h3>{title}</h3>
              <Snippet text={text} what={`the lines for ${title}`} />
            </div>
          ))}
        </section>
      </div>
    </Page>
  );
}
