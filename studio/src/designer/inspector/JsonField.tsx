import { useMemo, useState } from 'react';
import type { Diagnostic } from '@codemirror/lint';
import { JsonEditor } from '../../editor/JsonEditor';
import { at } from '../document/design';
import { jsonNotation } from '../document/json';
import { same, type Path } from '../document/path';
import { startsWith, useEditing, useSet, type PlacedFinding } from './editing';
import type { Field } from './fields';
import { FieldRow, Findings, words } from './FieldRow';
import { OutputWays } from './OutputWays';

interface Props {
  field: Field;
  path: Path;
  onRemove?: (() => void) | undefined;
}

/** JSON by itself, checked at its place. An expression is written without quotes around it. */
export function JsonField({ field, path, onRemove }: Props) {
  const { design, findings, owner } = useEditing();
  const set = useSet();
  const own = findings.filter((finding) => startsWith(finding.path, path));
  const answers = field.key === 'Output' && at(design, [...path.slice(0, -1), 'Type']) === 'Task';
  return (
    <FieldRow label={field.key} help={field.help} path={path} group onRemove={onRemove}>
      {() => (
        <>
          {answers && <OutputWays path={path} />}
          <ValueEditor
            label={`${words(field.key)} of ${owner}`}
            value={at(design, path)}
            onChange={(value) => set(path, value)}
            findings={own}
            depth={path.length}
            small
          />
          <Findings findings={own} />
        </>
      )}
    </FieldRow>
  );
}

interface EditorProps {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
  findings?: readonly PlacedFinding[];
  /** How long the path to the value is. */
  depth: number;
  small?: boolean;
}

/**
 * The text that is typed stays as it is while it means the value, or while it means nothing yet;
 * a value from elsewhere replaces it.
 */
export function ValueEditor({ label, value, onChange, findings = [], depth, small = false }: EditorProps) {
  const [typed, setTyped] = useState({ text: written(value), value });
  const shown = same(typed.value, value) ? typed.text : written(value);
  const marks = useMemo(() => marksOf(shown, findings, depth), [shown, findings, depth]);
  return (
    <JsonEditor
      label={label}
      value={shown}
      small={small}
      marks={marks}
      onChange={(text) => {
        const read = valueOf(text);
        setTyped({ text, value: read === undefined ? value : read.value });
        if (read !== undefined && !same(read.value, value)) {
          onChange(read.value);
        }
      }}
    />
  );
}

const EXPRESSION = /^\s*\{%[\s\S]*%\}\s*$/;

export function written(value: unknown): string {
  return typeof value === 'string' && EXPRESSION.test(value) ? value : jsonNotation.write(value ?? null).trimEnd();
}

export function valueOf(text: string): { value: unknown } | undefined {
  if (EXPRESSION.test(text)) {
    return { value: text.trim() };
  }
  const read = jsonNotation.read(text);
  return 'value' in read ? { value: read.value } : undefined;
}

function marksOf(text: string, findings: readonly PlacedFinding[], depth: number): Diagnostic[] {
  if (EXPRESSION.test(text)) {
    return findings.map(({ severity, message }) => ({ from: 0, to: text.length, severity: severity === 'ERROR' ? 'error' : 'warning', message }));
  }
  const read = jsonNotation.read(text);
  if (!('value' in read)) {
    return [{ from: read.from, to: Math.min(read.to, text.length), severity: 'error', message: read.message }];
  }
  return findings.map(({ severity, message, path }) => ({
    ...read.rangeOf(path.slice(depth)),
    severity: severity === 'ERROR' ? 'error' : 'warning',
    message,
  }));
}
