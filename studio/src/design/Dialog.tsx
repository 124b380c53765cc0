import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
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
  children: ReactNode;
}

/** A question over the page: Escape leaves it, and the focus goes back to where it was. */
export function Dialog({ open, onClose, title, description, actions, wide = false, children }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-veil" />
        <Radix.Content
          className="dialog"
          data-wide={wide || undefined}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dialog-head">
            <Radix.Title>{title}</Radix.Title>
            <Radix.Close className="icon-button" aria-label="Close">
              <X size={16} aria-hidden />
            </Radix.Close>
          </div>
          {description !== undefined && <Radix.Description className="dialog-about">{description}</Radix.Description>}
          <div className="dialog-body">{children}</div>
          <div className="dialog-actions">{actions}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
