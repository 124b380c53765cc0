import { useSearchParams } from 'wouter';
import { addresses } from '../../api/arns';
import { useFunction, type FunctionConfiguration } from '../../api/functions';
import { useRights } from '../../api/session';
import { Copyable } from '../../design/Copyable';
import { bytes } from '../../design/numbers';
import { Page } from '../../design/Page';
import { Failed, Loading } from '../../design/States';
import { Tabs } from '../../design/Tabs';
import { Moment } from '../../design/Time';
import './functions.css';
import { FunctionCode } from './FunctionCode';
import { FunctionLog } from './FunctionLog';
import { TestInvoke } from './TestInvoke';

const TABS = { test: 'Test', log: 'Log', code: 'Code', configuration: 'Configuration' } as const;
type Tab = keyof typeof TABS;

/** One function: called by hand, its log as it is written, how it is set up. */
export default function FunctionPage({ name }: { name: string }) {
  const found = useFunction(name);
  const [params, setParams] = useSearchParams();
  const { define } = useRights();
  if (found.isPending) {
    return <Loading what={name} />;
  }
  if (found.isError) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  const asked = params.get('tab') ?? (define ? 'test' : 'log');
  const tab = (asked in TABS ? asked : 'test') as Tab;
  return (
    <Page
      title={name}
      crumbs={[{ href: addresses.functions, label: 'Functions' }]}
      about={
        <dl className="facts">
          <div>
            <dt>Runtime</dt>
            <dd>{found.data.Runtime}</dd>
          </div>
          <div>
            <dt>ARN</dt>
            <dd>
              <Copyable text={found.data.FunctionArn} what="the ARN" />
            </dd>
          </div>
        </dl>
      }
    >
      <Tabs label="About the function" tabs={TABS} value={tab} onChange={(next) => setParams({ tab: next }, { replace: true })} />
      {tab === 'test' && <TestInvoke name={name} />}
      {tab === 'log' && <FunctionLog name={name} />}
      {tab === 'code' && <FunctionCode of={found.data} />}
      {tab === 'configuration' && <Configuration of={found.data} />}
    </Page>
  );
}

function Configuration({ of }: { of: FunctionConfiguration }) {
  const variables = Object.entries(of.Environment?.Variables ?? {});
  const facts: [string, string | undefined][] = [
    ['Handler', of.Handler],
    ['Memory', `${of.MemorySize} MB`],
    ['Timeout', `${of.Timeout} s`],
    ['Code', bytes(of.CodeSize)],
    ['SHA-256 of the code', of.CodeSha256],
    ['State', of.StateReason === undefined ? of.State : `${of.State}: ${of.StateReason}`],
    ['Description', of.Description === '' ? undefined : of.Description],
  ];
  return (
    <div className="function-parts">
      <section className="card function-card" aria-labelledby="settings">
        <h2 id="settings">Configuration</h2>
        <dl className="settings">
          {facts.map(
            ([label, value]) =>
              value !== undefined && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
          <div>
            <dt>Changed</dt>
            <dd>
              <Moment seconds={Date.parse(of.LastModified) / 1000} />
            </dd>
          </div>
        </dl>
      </section>
      <section className="card function-card" aria-labelledby="environment">
        <h2 id="environment">Environment</h2>
        {variables.length === 0 ? (
          <p className="hint">No variables</p>
        ) : (
          <dl className="settings">
            {variables.map(([key, value]) => (
              <div key={key}>
                <dt>
                  <code>{key}</code>
                </dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </section>
    </div>
  );
}
