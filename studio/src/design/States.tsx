import { CircleX, Inbox, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client';
import { Button } from './Button';
import './components.css';

/** Nothing has come yet. */
export function Loading({ what }: { what: string }) {
  return (
    <div className="state-block" role="status" data-status="running">
      <LoaderCircle className="status-turns" aria-hidden />
      Loading {what}
    </div>
  );
}

interface EmptyProps {
  title: string;
  /** Whether it is all that the page shows. */
  page?: boolean;
  children?: ReactNode;
}

/** There is nothing, which is no error: says what would make something appear. */
export function Empty({ title, page = false, children }: EmptyProps) {
  return (
    <div className="state-block">
      <Inbox aria-hidden />
      {page ? <h1>{title}</h1> : <strong>{title}</strong>}
      {children}
    </div>
  );
}

/** Something was refused or can't be reached: the server's own sentence, and a way on. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const type = error instanceof ApiError ? error.type : 'Error';
  return (
    <div className="state-block" role="alert" data-status="failed">
      <CircleX aria-hidden color="var(--failed)" />
      <strong>{type === 'Unreachable' ? 'The server does not answer' : type}</strong>
      <span>{error instanceof Error ? error.message : String(error)}</span>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
