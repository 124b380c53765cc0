import { useMemo } from 'react';
import { CopyButton } from './Copyable';
import './source.css';
import { tokens } from './tokens';

/** A file of source code, with the numbers of its lines. */
export function Source({ name, text }: { name: string; text: string }) {
  const found = useMemo(() => tokens(name, text), [name, text]);
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n').map((_, i) => i + 1).join('\n'), [text]);
  return (
    <div className="source">
      <CopyButton text={text} what={name} className="json-copy" />
      <div className="source-scroll" tabIndex={0} role="region" aria-label={name}>
        <pre className="source-lines" aria-hidden>
          {lines}
        </pre>
        <pre className="source-text">
          <code>
            {found.map(({ kind, text: part }, i) =>
              kind === 'plain' ? (
                part
              ) : (
                <span key={i} data-kind={kind}>
                  {part}
                </span>
              ),
            )}
          </code>
        </pre>
      </div>
    </div>
  );
}
