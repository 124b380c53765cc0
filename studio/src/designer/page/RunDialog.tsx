import { useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../api/client';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { JsonEditor } from '../../editor/JsonEditor';
import { runUntil } from '../testing/walk';
import { keepInput, keptInput, sketchOf } from './inputs';
import type { Settings } from './machine';
import { useWorkbench } from './workbench';

interface Props {
  settings: Settings;
  /** The state to stop behind; without it, to the end. */
  until: string | undefined;
  /** Of the saved machine; nothing while it is new. */
  arn: string | undefined;
  dirty: boolean;
  save: () => Promise<string | undefined>;
}

/** Runs what is drawn, with an input: as a real execution of the saved machine, or step by step up to a state. */
export function RunDialog({ settings, until, arn, dirty, save }: Props) {
  const bench = useWorkbench();
  const client = useQueryClient();
  const { name, type, roleArn } = settings;
  const first = bench.graph.states.get(bench.graph.root.startAt ?? '');
  const [text, setText] = useState(() => keptInput(name, sketchOf(first)));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const wrong = mistake(text);
  const usable = wrong === undefined && !busy && bench.design.problem === null;
  const start = async () => {
    keepInput(name, text);
    const saved = dirty ? await save() : arn;
    if (saved === undefined) {
      return;
    }
    const operation = type === 'EXPRESS' ? 'StartSyncExecution' : 'StartExecution';
    const { executionArn } = await call<{ executionArn: string }>(operation, { stateMachineArn: saved, input: text });
    bench.began(executionArn);
    bench.say('It runs; the canvas shows how it goes');
    void client.invalidateQueries({ predicate: ({ queryKey }) => ['executions', 'found-executions', 'machine-numbers'].includes(String(queryKey[0])) });
  };
  const begin = () => {
    if (!usable) {
      return;
    }
    if (until !== undefined) {
      keepInput(name, text);
      bench.close();
      bench.show('test');
      void runUntil(bench, until, text, roleArn);
      return;
    }
    setBusy(true);
    start()
      .catch((reason: unknown) => setError(reason instanceof Error ? reason.message : String(reason)))
      .finally(() => setBusy(false));
  };
  const title = until === undefined ? `Run ${name}` : `Run to ${until}`;
  const action = until !== undefined ? 'Run to here' : dirty ? 'Save and run' : 'Run';
  return (
    <Dialog
      open
      wide
      onClose={() => bench.close()}
      title={title}
      description={
        until === undefined
          ? `It runs for real, and the canvas shows how it goes. The input is what ${first?.name ?? 'the first state'} is given.`
          : 'The states on the way are tested one after the other, with real calls and without waiting. Nothing is saved.'
      }
      onSubmit={begin}
      actions={
        <>
          <Button onClick={() => bench.close()}>Cancel</Button>
          <Button kind="primary" disabled={!usable} title="Ctrl+Enter" onClick={begin}>
            <Play size={14} aria-hidden />
            {action}
          </Button>
        </>
      }
    >
      <JsonEditor value={text} onChange={setText} label="Input" />
      {(wrong ?? error) !== undefined && (
        <p role="alert" className="action-error">
          {wrong ?? error}
        </p>
      )}
    </Dialog>
  );
}

function mistake(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `The input is no JSON: ${(error as Error).message}`;
  }
}
