import { Check, Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import './components.css';

/** A JSON text, indented; a text that is no JSON as it is. */
export function Json({ text, label }: { text: string; label: string }) {
  const pretty = useMemo(() => indented(text), [text]);
  return (
    <div className="json-block">
      <CopyButton text={pretty} what={label} />
      <pre className="json" tabIndex={0} aria-label={label}>
        {pretty}
      </pre>
    </div>
  );
}

function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <button type="button" className="icon-button json-copy" aria-label={`Copy ${what}`} onClick={copy}>
      <Icon size={14} aria-hidden />
    </button>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
