import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { MapRun } from '../../api/mapRuns';
import { Button } from '../../design/Button';

const FIELDS = [
  ['maxConcurrency', 'Concurrency', 'child executions at once; 0 for as many as the server runs', 10_000],
  ['toleratedFailurePercentage', 'Tolerated failures, %', 'of all items; 0 for none', 100],
  ['toleratedFailureCount', 'Tolerated failures', 'items; 0 for none', 1_000_000_000],
] as const;

type Values = Pick<MapRun, (typeof FIELDS)[number][0]>;

/** How many run at once, and how many may fail: to be changed while it runs. */
export function Limits({ run }: { run: MapRun }) {
  const [changed, setChanged] = useState<Partial<Values>>({});
  const client = useQueryClient();
  const { mapRunArn } = run;
  const running = run.status === 'RUNNING';
  const update = useMutation({
    mutationFn: () => call('UpdateMapRun', { mapRunArn, ...changed }),
    onSuccess: () => setChanged({}),
    onSettled: () => client.invalidateQueries({ queryKey: ['map-run', mapRunArn] }),
  });
  return (
    <form
      className="card limits"
      aria-label="Limits"
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate();
      }}
    >
      {FIELDS.map(([member, title, about, most]) => (
        <label key={member} className="field">
          <span>{title}</span>
          <input
            className="input"
            type="number"
            min={0}
            max={most}
            step={member === 'toleratedFailurePercentage' ? 'any' : 1}
            disabled={!running}
            value={changed[member] ?? run[member]}
            onChange={(event) => setChanged({ ...changed, [member]: Math.max(0, event.target.valueAsNumber || 0) })}
          />
          <small>{about}</small>
        </label>
      ))}
      {running && (
        <Button kind="primary" type="submit" disabled={Object.keys(changed).length === 0 || update.isPending}>
          Change
        </Button>
      )}
      {update.isError && (
        <span role="alert" className="action-error">
          {update.error.message}
        </span>
      )}
    </form>
  );
}
