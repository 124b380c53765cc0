import { useMemo } from 'react';
import './components.css';
import { Snippet } from './Copyable';

/** A JSON text, indented; a text that is no JSON as it is. */
export function Json({ text, label }: { text: string; label: string }) {
  const pretty = useMemo(() => indented(text), [text]);
  return <Snippet text={pretty} what={label} />;
}

/** A JSON text with line breaks; a text that is no JSON as it is. */
export function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
