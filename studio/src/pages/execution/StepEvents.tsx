import { useMemo } from 'react';
import { Button } from '../../design/Button';
import { span } from '../../design/Time';
import { detailsOf } from '../../run/details';
import type { Step, Trace } from '../../run/trace';
import type { Way } from './place';

const MOST = 200;

/** The events of a step; each leads to itself among all of them. */
export function StepEvents({ step, trace, version, go }: { step: Step; trace: Trace; version: number; go: Way['go'] }) {
  const ids = useMemo(() => step.events.slice(0, MOST), [step, version]);
  return (
    <>
      <ol className="step-events">
        {ids.map((id) => {
          const event = trace.event(id);
          const error = event === undefined ? undefined : detailsOf(event)['error'];
          return (
            <li key={id}>
              <span className="row-number">{id}</span>
              <button type="button" className="link" onClick={() => go({ view: 'events', event: id, eventsOf: undefined })}>
                {event?.type}
              </button>
              <span className="row-number">+{span((event?.timestamp ?? 0) * 1000 - step.enteredAt)}</span>
              {typeof error === 'string' && <span className="attempt-error">{error}</span>}
            </li>
          );
        })}
      </ol>
      <div>
        <Button onClick={() => go({ view: 'events', eventsOf: step.id, event: undefined })}>
          Only these {step.events.length.toLocaleString()} in the events view
        </Button>
      </div>
    </>
  );
}
