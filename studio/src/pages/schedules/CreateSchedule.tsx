import { useState } from 'react';
import { write } from '../../api/client';
import { useStateMachines } from '../../api/queries';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { useAction } from '../../design/useAction';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Asks for a new schedule: its name, when, and which machine with which input. */
export function CreateSchedule({ onClose }: { onClose: () => void }) {
  const machines = useStateMachines();
  const [name, setName] = useState('');
  const [when, setWhen] = useState('cron(0 6 ? * MON-FRI *)');
  const [timezone, setTimezone] = useState(ZONE);
  const [machine, setMachine] = useState('');
  const [input, setInput] = useState('{}');
  const chosen = machine === '' ? (machines.data?.[0]?.stateMachineArn ?? '') : machine;
  const ready = name !== '' && chosen !== '';
  const create = useAction({
    run: () => write('POST', '/stepwell/schedules', { name, when, timezone, machine: chosen, input }),
    done: () => `${name} is created`,
    changes: ['schedules'],
    showsError: true,
    then: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Create a schedule"
      onSubmit={() => ready && create.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={!ready || create.isPending} onClick={() => create.mutate()}>
            Create
          </Button>
        </>
      }
    >
      <label className="field">
        <span>Name</span>
        <input className="input" autoFocus maxLength={64} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="field">
        <span>When</span>
        <input className="input" value={when} onChange={(event) => setWhen(event.target.value)} />
      </label>
      <p className="hint">rate(5 minutes), at(2027-01-31T06:00:00), or cron(minutes hours day month weekday year)</p>
      <label className="field">
        <span>Time zone</span>
        <input className="input" value={timezone} onChange={(event) => setTimezone(event.target.value)} />
      </label>
      <label className="field">
        <span>State machine</span>
        <select className="input" value={chosen} onChange={(event) => setMachine(event.target.value)}>
          {(machines.data ?? []).map((each) => (
            <option key={each.stateMachineArn} value={each.stateMachineArn}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Input</span>
        <input className="input" value={input} onChange={(event) => setInput(event.target.value)} />
      </label>
      {create.isError && (
        <p role="alert" className="action-error">
          {create.error.message}
        </p>
      )}
    </Dialog>
  );
}
