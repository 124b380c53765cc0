import { Play } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { invoke } from '../../api/functions';
import { useRights } from '../../api/session';
import { Button } from '../../design/Button';
import { Json } from '../../design/Json';
import { Snippet } from '../../design/Copyable';
import { StatusBadge } from '../../design/Status';
import { span } from '../../design/Time';
import { useAction } from '../../design/useAction';
import { JsonEditor } from '../../editor/JsonEditor';

/** Calls a function with a payload and shows what it answers and logs. */
export function TestInvoke({ name }: { name: string }) {
  const [payload, setPayload] = useState('{\n  "name": "Ada"\n}');
  const { define } = useRights();
  const test = useAction({ run: () => invoke(name, payload), showsError: true });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      test.mutate();
    }
  };
  return (
    <div className="function-test">
      <section className="function-side" aria-label="Payload" onKeyDownCapture={onKeyDown}>
        <div className="start-input">
          <span>Payload</span>
          <Button kind="primary" disabled={!define || test.isPending} title="Ctrl+Enter" onClick={() => test.mutate()}>
            <Play size={16} aria-hidden />
            Invoke
          </Button>
        </div>
        <JsonEditor value={payload} onChange={setPayload} label="Payload" />
      </section>
      <section className="function-side" aria-label="Result" aria-live="polite">
        {test.isIdle && <p className="hint">The answer will be here, and what the function logs.</p>}
        {test.isPending && <p className="hint">The function runs…</p>}
        {test.isError && (
          <p role="alert" className="action-error">
            {test.error.message}
          </p>
        )}
        {test.isSuccess && (
          <>
            <div className="start-input">
              <StatusBadge
                status={test.data.failed === undefined ? 'succeeded' : 'failed'}
                label={test.data.failed === undefined ? 'Succeeded' : `Failed: ${test.data.failed}`}
              />
              <span className="hint">{span(test.data.millis)}</span>
            </div>
            <Json text={test.data.payload} label="Result" />
            {test.data.log !== '' && (
              <>
                <h3>Log</h3>
                <Snippet text={test.data.log} what="the log" />
              </>
            )}
          </>
        )}
      </section>
    </div>
  );
}
