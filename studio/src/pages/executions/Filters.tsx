import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { nameOf } from '../../api/arns';
import { useAliases, useVersions } from '../../api/queries';
import { Button } from '../../design/Button';
import { STATUS_ICONS, statusOf } from '../../design/Status';
import './executions.css';
import { changed, FILTER_KEYS, isFiltered, namesStatus, PERIODS, STATUSES, toggled } from './filter';

const PAUSE_MS = 300;

/** Which executions are shown; all of it is in the address, so a view can be sent to somebody. */
export function Filters({ machine, children }: { machine?: string; children?: ReactNode }) {
  const [params, setParams] = useSearchParams();
  const change = (values: Record<string, string>) => setParams((known) => changed(known, values), { replace: true });
  const period = params.get('from') || params.get('to') ? 'custom' : (params.get('period') ?? '');
  const [custom, setCustom] = useState(period === 'custom');
  return (
    <div className="filters">
      <div className="tools">
        {children}
        <NameField value={params.get('name') ?? ''} onChange={(name) => change({ name })} />
        <StatusChoice value={params.get('status')} onChange={(status) => change({ status })} />
        <select
          className="input"
          aria-label="Started within"
          value={custom ? 'custom' : period}
          onChange={({ target }) => {
            setCustom(target.value === 'custom');
            change({ period: target.value === 'custom' ? '' : target.value, from: '', to: '' });
          }}
        >
          <option value="">Started at any time</option>
          {Object.entries(PERIODS).map(([key, { label }]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
          <option value="custom">From … to …</option>
        </select>
        {machine !== undefined && (
          <ReleaseChoice machine={machine} value={params.get('release') ?? ''} onChange={(release) => change({ release })} />
        )}
        {isFiltered(params) && (
          <Button
            kind="quiet"
            onClick={() => {
              setCustom(false);
              change(Object.fromEntries(FILTER_KEYS.map((key) => [key, ''])));
            }}
          >
            <X size={14} aria-hidden />
            Clear
          </Button>
        )}
      </div>
      {custom && (
        <div className="tools">
          {(['from', 'to'] as const).map((key) => (
            <label key={key} className="check">
              {key === 'from' ? 'From' : 'to'}
              <input
                className="input"
                type="datetime-local"
                value={params.get(key) ?? ''}
                onChange={(event) => change({ [key]: event.target.value })}
              />
            </label>
          ))}
        </div>
      )}
    </div>
  );
}

/** Asks for a name only once typing has paused. */
function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => text !== value && onChange(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      className="input"
      type="search"
      placeholder="Find by name"
      aria-label="Find executions by name"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function StatusChoice({ value, onChange }: { value: string | null; onChange: (status: string) => void }) {
  return (
    <div className="status-choice" role="group" aria-label="Status">
      {(Object.keys(STATUSES) as (keyof typeof STATUSES)[]).map((status) => {
        const Icon = STATUS_ICONS[statusOf(status)];
        return (
          <button
            key={status}
            type="button"
            aria-pressed={namesStatus(value, status)}
            data-status={statusOf(status)}
            onClick={() => onChange(toggled(value, status))}
          >
            <Icon size={14} aria-hidden />
            {STATUSES[status]}
          </button>
        );
      })}
    </div>
  );
}

interface ReleaseProps {
  machine: string;
  value: string;
  onChange: (release: string) => void;
}

function ReleaseChoice({ machine, value, onChange }: ReleaseProps) {
  const versions = useVersions(machine).data ?? [];
  const aliases = useAliases(machine).data ?? [];
  if (versions.length + aliases.length === 0) {
    return null;
  }
  return (
    <select className="input" aria-label="Version or alias" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Any version</option>
      {aliases.map(({ stateMachineAliasArn: arn }) => (
        <option key={arn} value={`a:${nameOf(arn)}`}>
          Alias {nameOf(arn)}
        </option>
      ))}
      {versions.map(({ stateMachineVersionArn: arn }) => (
        <option key={arn} value={`v:${nameOf(arn)}`}>
          Version {nameOf(arn)}
        </option>
      ))}
    </select>
  );
}
