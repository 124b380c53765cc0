import { useMemo } from 'react';
import type { Status } from '../../design/Status';
import { shownIteration, type Picked } from '../../run/paint';
import type { Step, Trace } from '../../run/trace';

interface Props {
  trace: Trace;
  version: number;
  picked: Picked;
  onPick: (picked: Picked) => void;
}

/** Beside the graph: which iteration of each Map is shown, with how many ended how. */
export function IterationPicker({ trace, version, picked, onPick }: Props) {
  const maps = useMemo(() => mapsOf(trace), [trace, version]);
  if (maps.length === 0) {
    return null;
  }
  return (
    <div className="pickers card">
      {maps.map((map) => (
        <Picker
          key={map.id}
          map={map}
          trace={trace}
          picked={picked}
          onPick={(index) => onPick(new Map([...picked, [map.name, index]]))}
        />
      ))}
    </div>
  );
}

interface PickerProps {
  map: Step;
  trace: Trace;
  picked: Picked;
  onPick: (index: number) => void;
}

function Picker({ map, trace, picked, onPick }: PickerProps) {
  const shown = shownIteration(trace, map, picked);
  const counts = countsOf(trace, map);
  const last = (map.length ?? map.lanes.length) - 1;
  return (
    <label className="picker">
      <span className="picker-name">{map.name}</span>
      <span className="picker-counts">
        {counts.map(([status, count]) => (
          <span key={status} data-status={status} className="status">
            {count} {status}
          </span>
        ))}
      </span>
      <span className="picker-number">
        Iteration
        <input
          className="input"
          type="number"
          min={0}
          max={last}
          value={shown?.index ?? 0}
          onChange={(event) => onPick(Math.max(0, Math.min(last, event.target.valueAsNumber || 0)))}
        />
        of {last + 1}
      </span>
    </label>
  );
}

/** The last visit of each Map that has iterations. */
function mapsOf(trace: Trace): Step[] {
  const byName = new Map<string, Step>();
  for (const step of trace.steps.values()) {
    if (step.type === 'Map' && step.lanes.length > 0) {
      byName.set(step.name, step);
    }
  }
  return [...byName.values()];
}

function countsOf(trace: Trace, map: Step): [Status, number][] {
  const counts = new Map<Status, number>();
  for (const id of map.lanes) {
    const status = trace.lanes.get(id)?.status ?? 'waiting';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts];
}
