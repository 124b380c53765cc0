import { Link } from 'wouter';
import { addresses } from '../../api/arns';
import type { ExecutionStatus } from '../../api/types';
import { Json } from '../../design/Json';
import { ExecutionStatusBadge } from '../../design/Status';
import { span } from '../../design/Time';

/** What StartSyncExecution answers. */
export interface SyncExecution {
  executionArn: string;
  status: ExecutionStatus;
  startDate: number;
  stopDate: number;
  output?: string;
  error?: string;
  cause?: string;
  billingDetails?: { billedDurationInMilliseconds: number; billedMemoryUsedInMB: number };
}

/** The result of an express execution that was waited for. */
export function SyncResult({ execution }: { execution: SyncExecution }) {
  const { status, startDate, stopDate, output, error, cause, billingDetails } = execution;
  return (
    <section className="sync-result" aria-label="Result" aria-live="polite">
      <div className="actions">
        <ExecutionStatusBadge status={status} />
        <span className="hint">
          in {span((stopDate - startDate) * 1000)}
          {billingDetails !== undefined && `, billed ${span(billingDetails.billedDurationInMilliseconds)}`}
        </span>
        <Link href={addresses.execution(execution.executionArn)}>Look into it</Link>
      </div>
      {output !== undefined && <Json text={output} label="Output" />}
      {error !== undefined && (
        <p className="action-error">
          {error}
          {cause !== undefined && `: ${cause}`}
        </p>
      )}
    </section>
  );
}
