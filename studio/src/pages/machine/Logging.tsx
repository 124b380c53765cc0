import { useState } from 'react';
import { call } from '../../api/client';
import { useInfo } from '../../api/consoleQueries';
import { useRights } from '../../api/session';
import type { LoggingConfiguration, StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { useAction } from '../../design/useAction';

const LEVELS = {
  OFF: 'Nothing',
  FATAL: 'How executions failed, timed out or were aborted',
  ERROR: 'Every error, also one that was retried or caught',
  ALL: 'Every event',
} as const;
type Level = keyof typeof LEVELS;

/** What is written to the log of a machine. */
export function Logging({ machine }: { machine: StateMachine }) {
  const { define } = useRights();
  const info = useInfo().data;
  const now = machine.loggingConfiguration;
  const [level, setLevel] = useState<Level>((now?.level as Level | undefined) ?? 'OFF');
  const [includeExecutionData, setData] = useState(now?.includeExecutionData ?? false);
  const group =
    now?.destinations?.[0]?.cloudWatchLogsLogGroup.logGroupArn ??
    `arn:aws:logs:${info?.region ?? 'us-east-1'}:${info?.account ?? ''}:log-group:/aws/vendedlogs/states/${machine.name}-Logs:*`;
  const [logGroupArn, setGroup] = useState(group);
  const loggingConfiguration: LoggingConfiguration = {
    level,
    includeExecutionData,
    ...(level === 'OFF' ? {} : { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] }),
  };
  const save = useAction({
    run: () => call('UpdateStateMachine', { stateMachineArn: machine.stateMachineArn, loggingConfiguration }),
    done: () => (level === 'OFF' ? 'Nothing is logged any more' : `Logging is set to ${level}`),
    changes: ['machine'],
    showsError: true,
  });
  const same = level === (now?.level ?? 'OFF') && includeExecutionData === (now?.includeExecutionData ?? false) && logGroupArn === group;
  return (
    <section className="card logging" aria-label="Logging">
      <fieldset className="levels" disabled={!define}>
        <legend>What is logged</legend>
        {(Object.keys(LEVELS) as Level[]).map((key) => (
          <label key={key} className="check">
            <input type="radio" name="level" checked={level === key} onChange={() => setLevel(key)} />
            <span>
              <strong>{key}</strong> <span className="hint">{LEVELS[key]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {level !== 'OFF' && (
        <>
          <label className="check">
            <input
              type="checkbox"
              disabled={!define}
              checked={includeExecutionData}
              onChange={(event) => setData(event.target.checked)}
            />
            With inputs and outputs
          </label>
          <label className="field">
            <span>Log group</span>
            <input className="input mono" disabled={!define} value={logGroupArn} onChange={(event) => setGroup(event.target.value)} />
          </label>
        </>
      )}
      {save.isError && (
        <p role="alert" className="action-error">
          {save.error.message}
        </p>
      )}
      {define && (
        <div>
          <Button kind="primary" disabled={same || save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        </div>
      )}
    </section>
  );
}
