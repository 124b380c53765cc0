import { Plus, X } from 'lucide-react';
import type { MachineType } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import type { Settings, Tag } from './machine';
import { useWorkbench } from './workbench';

const TYPES: Record<MachineType, [string, string]> = {
  STANDARD: ['Standard', 'Durable, up to a year, every step kept'],
  EXPRESS: ['Express', 'Many and short: up to five minutes, only recent executions kept'],
};
const LEVELS = { OFF: 'Nothing', FATAL: 'Executions that fail', ERROR: 'All errors', ALL: 'Every event' };

interface Props {
  settings: Settings;
  isNew: boolean;
  onChange: (settings: Settings) => void;
}

/** What a machine is beside its definition; it counts from the next save on. */
export function ConfigDialog({ settings, isNew, onChange }: Props) {
  const bench = useWorkbench();
  const set = (part: Partial<Settings>) => onChange({ ...settings, ...part });
  const { logging } = settings;
  return (
    <Dialog
      open
      wide
      onClose={() => bench.close()}
      onSubmit={() => bench.close()}
      title="Configure"
      description="It counts from the next save on."
      actions={
        <Button kind="primary" onClick={() => bench.close()}>
          Done
        </Button>
      }
    >
      <div className="config">
        <label className="field">
          <span>Name</span>
          <input className="input" value={settings.name} maxLength={80} readOnly={!isNew} onChange={(event) => set({ name: event.target.value })} />
          {!isNew && <small>A machine keeps its name; a copy can have another one.</small>}
        </label>
        <fieldset className="field" disabled={!isNew}>
          <legend>Type</legend>
          {(Object.keys(TYPES) as MachineType[]).map((type) => (
            <label key={type} className="check">
              <input type="radio" name="machine-type" checked={settings.type === type} onChange={() => set({ type })} />
              {TYPES[type][0]} <small>{TYPES[type][1]}</small>
            </label>
          ))}
        </fieldset>
        <label className="field">
          <span>Role</span>
          <input className="input mono" value={settings.roleArn} maxLength={256} onChange={(event) => set({ roleArn: event.target.value })} />
        </label>
        <div className="config-row">
          <label className="field">
            <span>What is logged</span>
            <select className="input" value={logging.level} onChange={(event) => set({ logging: { ...logging, level: event.target.value } })}>
              {Object.entries(LEVELS).map(([level, label]) => (
                <option key={level} value={level}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          {logging.level !== 'OFF' && <LogGroup settings={settings} set={set} />}
        </div>
        <Tags tags={settings.tags} onChange={(tags) => set({ tags })} />
        <div className="config-row">
          <label className="check">
            <input type="checkbox" checked={settings.publish} onChange={(event) => set({ publish: event.target.checked })} />
            Publish a version with the next save
          </label>
          {settings.publish && (
            <label className="field">
              <span>What is new in it</span>
              <input className="input" maxLength={256} value={settings.versionDescription} onChange={(event) => set({ versionDescription: event.target.value })} />
            </label>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function LogGroup({ settings, set }: { settings: Settings; set: (part: Partial<Settings>) => void }) {
  const { logging } = settings;
  const group = logging.destinations?.[0]?.cloudWatchLogsLogGroup.logGroupArn ?? '';
  const to = (logGroupArn: string) => (logGroupArn === '' ? [] : [{ cloudWatchLogsLogGroup: { logGroupArn } }]);
  return (
    <>
      <label className="field">
        <span>Log group (ARN, ends with :*)</span>
        <input
          className="input mono"
          value={group}
          placeholder={`arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/${settings.name}:*`}
          onChange={(event) => set({ logging: { ...logging, destinations: to(event.target.value) } })}
        />
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={logging.includeExecutionData}
          onChange={(event) => set({ logging: { ...logging, includeExecutionData: event.target.checked } })}
        />
        With inputs and outputs
      </label>
    </>
  );
}

function Tags({ tags, onChange }: { tags: readonly Tag[]; onChange: (tags: Tag[]) => void }) {
  const set = (at: number, part: Partial<Tag>) => onChange(tags.map((tag, i) => (i === at ? { ...tag, ...part } : tag)));
  return (
    <fieldset className="field">
      <legend>Tags</legend>
      {tags.map((tag, i) => (
        <div key={i} className="config-tag">
          <input className="input" aria-label={`Key of tag ${i + 1}`} placeholder="Key" maxLength={128} value={tag.key} onChange={(event) => set(i, { key: event.target.value })} />
          <input className="input" aria-label={`Value of tag ${i + 1}`} placeholder="Value" maxLength={256} value={tag.value} onChange={(event) => set(i, { value: event.target.value })} />
          <button type="button" className="icon-button" aria-label={`Remove tag ${i + 1}`} onClick={() => onChange(tags.filter((_, at) => at !== i))}>
            <X size={15} aria-hidden />
          </button>
        </div>
      ))}
      <div>
        <Button kind="quiet" onClick={() => onChange([...tags, { key: '', value: '' }])}>
          <Plus size={14} aria-hidden />
          Add a tag
        </Button>
      </div>
    </fieldset>
  );
}
