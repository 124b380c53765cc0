import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import './components.css';

/** Puts a text on the clipboard and shows that it did. */
export function CopyButton({ text, what, className = '' }: { text: string; what: string; className?: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    });
  };
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={`Copy ${what}`} title={`Copy ${what}`} onClick={copy}>
      <Icon size={14} aria-hidden />
      {copied && (
        <span className="visually-hidden" role="status">
          Copied
        </span>
      )}
    </button>
  );
}

/** An ARN, token or address that people take elsewhere. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="copyable">
      <code>{text}</code>
      <CopyButton text={text} what={what} className="icon-button-small" />
    </span>
  );
}

/** A command or a few lines of code, to be taken along. */
export function Snippet({ text, what }: { text: string; what: string }) {
  return (
    <div className="json-block">
      <CopyButton text={text} what={what} className="json-copy" />
      <pre className="json" tabIndex={0} aria-label={what}>
        {text}
      </pre>
    </div>
  );
}
