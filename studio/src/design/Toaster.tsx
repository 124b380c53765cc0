import { CircleCheck, CircleX, X } from 'lucide-react';
import { Link } from 'wouter';
import './toasts.css';
import { useToasts } from './toasts';

/** The corner in which results of actions are told; read out by screen readers. */
export function Toaster() {
  const { all, dismiss } = useToasts();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {all.map(({ id, kind, text, link }) => {
        const Icon = kind === 'done' ? CircleCheck : CircleX;
        return (
          <div key={id} className="toast" data-status={kind === 'done' ? 'succeeded' : 'failed'}>
            <Icon size={16} aria-hidden />
            <span>{text}</span>
            {link !== undefined && (
              <Link href={link.href} onClick={() => dismiss(id)}>
                {link.label}
              </Link>
            )}
            <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
              <X size={14} aria-hidden />
            </button>
          </div>
        );
      })}
    </div>
  );
}
