import { Ban, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { addresses, machineNameOf, nameOf } from '../../api/arns';
import { write } from '../../api/client';
import type { Quarantined } from '../../api/console';
import { useQuarantine } from '../../api/consoleQueries';
import { useRights } from '../../api/session';
import { Button } from '../../design/Button';
import { Confirm } from '../../design/Confirm';
import { Page } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { useAction } from '../../design/useAction';
import './server.css';

const path = (arn: string, action: 'retry' | 'abort') => `/stepwell/quarantine/${encodeURIComponent(arn)}/${action}`;

/** Executions that can't go on through no fault of their definition, taken out of service alone. */
export default function QuarantinePage() {
  const quarantine = useQuarantine();
  const [aborting, setAborting] = useState<Quarantined>();
  const items = quarantine.data ?? [];
  return (
    <Page
      title="Quarantine"
      about={<p className="hint">Executions whose stored history can’t be carried on. All others go on without them.</p>}
    >
      {quarantine.isPending && <Loading what="the quarantine" />}
      {quarantine.isError && <Failed error={quarantine.error} onRetry={() => void quarantine.refetch()} />}
      {quarantine.isSuccess && items.length === 0 && (
        <div className="card">
          <Empty title="Nothing is out of service" />
        </div>
      )}
      {items.length > 0 && (
        <ul className="quarantine" aria-label="Out of service">
          {items.map((item) => (
            <Item key={item.arn} item={item} onAbort={() => setAborting(item)} />
          ))}
        </ul>
      )}
      {aborting !== undefined && <AbortDialog item={aborting} onClose={() => setAborting(undefined)} />}
    </Page>
  );
}

function Item({ item: { arn, reason }, onAbort }: { item: Quarantined; onAbort: () => void }) {
  const { operate } = useRights();
  const retry = useAction({
    run: () => write('POST', path(arn, 'retry')),
    done: () => `${nameOf(arn)} is tried again`,
    changes: ['quarantine'],
  });
  return (
    <li className="card quarantine-item">
      <div>
        <h2>
          <Link href={addresses.execution(arn)}>
            {machineNameOf(arn)} / {nameOf(arn)}
          </Link>
        </h2>
        <p>{reason}</p>
      </div>
      {operate && (
        <div className="actions">
          <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
            <RotateCcw size={16} aria-hidden />
            Try again
          </Button>
          <Button kind="danger" onClick={onAbort}>
            <Ban size={16} aria-hidden />
            Abort…
          </Button>
        </div>
      )}
    </li>
  );
}

function AbortDialog({ item: { arn }, onClose }: { item: Quarantined; onClose: () => void }) {
  const abort = useAction({
    run: () => write('POST', path(arn, 'abort')),
    done: () => `${nameOf(arn)} is aborted`,
    changes: ['quarantine'],
    showsError: true,
    then: onClose,
  });
  return (
    <Confirm title={`Abort ${nameOf(arn)}?`} action="Abort" busy={abort.isPending} error={abort.error} onConfirm={() => abort.mutate()} onClose={onClose}>
      <p>The execution ends as aborted. What it had not done is not done any more; this can’t be undone.</p>
    </Confirm>
  );
}
