import type { ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';

interface Props {
  title: string;
  /** What the button that does it says. */
  action: string;
  danger?: boolean;
  busy?: boolean;
  error?: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that can't be undone, and says what it does. */
export function Confirm({ title, action, danger = true, busy = false, error, onConfirm, onClose, children }: Props) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      onSubmit={onConfirm}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={danger ? 'danger' : 'primary'} disabled={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {error != null && (
        <p role="alert" className="action-error">
          {error.message}
        </p>
      )}
    </Dialog>
  );
}
