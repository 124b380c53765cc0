import { X } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import './dialog.css';

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What it is about, in a sentence. */
  description?: string;
  /** The buttons below. */
  actions: ReactNode;
  wide?: boolean;
  /** What Ctrl+Enter does. */
  onSubmit?: (() => void) | undefined;
  children: ReactNode;
}

/** What has the focus at first: the first field, else the first button below, which changes nothing. */
const FIRST =
  '.dialog-body :is(input, select, textarea):not([type="checkbox"]), .dialog:not(:has(.dialog-body :is(input, select, textarea))) .dialog-actions button';

/**
 * A question over the page: Escape leaves it, and the focus goes back to where it was. The browser's
 * own dialog, which keeps the focus in without styles or scripts that the policy would refuse.
 */
export function Dialog({ open, ...rest }: Props) {
  return open ? <Opened {...rest} /> : null;
}

function Opened({ onClose, title, description, actions, wide = false, onSubmit, children }: Omit<Props, 'open'>) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>(FIRST)?.focus();
    return () => dialog?.close();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && onSubmit !== undefined) {
      event.preventDefault();
      onSubmit();
    }
  };
  return (
    <dialog
      ref={element}
      className="dialog"
      data-wide={wide || undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-about`}
      onKeyDownCapture={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
      {description !== undefined && (
        <p id={`${id}-about`} className="dialog-about">
          {description}
        </p>
      )}
      <div className="dialog-body">{children}</div>
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
