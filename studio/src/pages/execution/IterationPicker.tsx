import { ChevronDown, ChevronUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { STATUS_ICONS, type Status } from '../../design/Status';
import { shownIteration, shownMaps, type Picked } from '../../run/paint';
import type { Step, Trace } from '../../run/trace';
import { HeatStrip } from './HeatStrip';

interface Props {
  trace: Trace;
  version: number;
  picked: Picked;
  onPick: (iterations: ReadonlyMap<string, number>) => void;
}

/** Above the graph: for each Map that is shown, all its iterations at once, and the one that is painted. */
export function IterationPicker({ trace, version, picked, onPick }: Props) {
  const maps = useMemo(() => shownMaps(trace, picked), [trace, version, picked]);
  if (maps.length === 0) {
    return null;
  }
  return (
    <div className="pickers">
      {maps.map((map) => (
        <Picker
          key={map.name}
          map={map}
          trace={trace}
          version={version}
          picked={picked}
          onPick={(index) => onPick(new Map([...picked.iterations, [map.name, index]]))}
        />
      ))}
    </div>
  );
}

interface PickerProps {
  map: Step;
  trace: Trace;
  version: number;
  picked: Picked;
  onPick: (index: number) => void;
}

const SHOWN: Status[] = ['failed', 'running', 'aborted', 'succeeded'];

function Picker({ map, trace, version, picked, onPick }: PickerProps) {
  const length = Math.max(map.length ?? 0, map.lanes.length);
  const index = shownIteration(trace, map, picked)?.index ?? 0;
  const statuses = useMemo(() => statusesOf(map, trace, length), [map, trace, version, length]);
  const failed = (map.tally.get('failed') ?? 0) > 0;
  const toFailed = (step: 1 | -1) => {
    const found = nextFailed(statuses, index, step);
    if (found !== undefined) {
      onPick(found);
    }
  };
  return (
    <section className="picker" aria-label={`Iterations of ${map.name}`}>
      <span className="picker-name">{map.name}</span>
      <span className="picker-counts">
        {SHOWN.map((status) => {
          const count = map.tally.get(status) ?? 0;
          const Icon = STATUS_ICONS[status];
          return count === 0 ? null : (
            <span key={status} className="status" data-status={status} title={`${count} ${status}`}>
              <Icon size={13} aria-hidden />
              {count.toLocaleString()}
              <span className="visually-hidden"> {status}</span>
            </span>
          );
        })}
      </span>
      <HeatStrip
        name={map.name}
        statuses={statuses}
        value={index}
        onPick={onPick}
        onFailed={toFailed}
      />
      <span className="picker-number">
        <IndexField name={map.name} value={index} last={length - 1} onPick={onPick} />
        {failed && (
          <>
            <button type="button" className="icon-button" aria-label="The failed iteration before" title="Previous failed (p)" onClick={() => toFailed(-1)}>
              <ChevronUp size={16} aria-hidden />
            </button>
            <button type="button" className="icon-button" aria-label="The next failed iteration" title="Next failed (n)" onClick={() => toFailed(1)}>
              <ChevronDown size={16} aria-hidden />
            </button>
          </>
        )}
      </span>
    </section>
  );
}

interface FieldProps {
  name: string;
  value: number;
  last: number;
  onPick: (index: number) => void;
}

/** An iteration by its number, taken when the field is left or Enter is pressed. */
function IndexField({ name, value, last, onPick }: FieldProps) {
  const [text, setText] = useState<string>();
  const take = () => {
    const index = Number(text);
    if (text !== undefined && text !== '' && Number.isInteger(index)) {
      onPick(Math.max(0, Math.min(last, index)));
    }
    setText(undefined);
  };
  return (
    <label className="picker-field">
      <span>#</span>
      <input
        className="input"
        type="number"
        min={0}
        max={last}
        aria-label={`Iteration of ${name}`}
        value={text ?? value}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
      <span>of {(last + 1).toLocaleString()}</span>
    </label>
  );
}

/** By index; those that have not begun are missing. */
function statusesOf(map: Step, trace: Trace, length: number): (Status | undefined)[] {
  const statuses = new Array<Status | undefined>(length).fill(undefined);
  for (const id of map.lanes) {
    const lane = trace.lanes.get(id);
    if (lane !== undefined) {
      statuses[lane.index] = lane.status;
    }
  }
  return statuses;
}

function nextFailed(statuses: (Status | undefined)[], from: number, step: 1 | -1): number | undefined {
  for (let i = 1; i <= statuses.length; i++) {
    const at = (from + i * step + statuses.length) % statuses.length;
    if (statuses[at] === 'failed') {
      return at;
    }
  }
  return undefined;
}
