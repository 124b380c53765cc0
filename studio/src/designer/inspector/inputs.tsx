import { useId } from 'react';
import type { Path } from '../document/path';
import { at } from '../document/design';
import { useEditing, useSet } from './editing';
import type { Field } from './fields';
import { FieldRow } from './FieldRow';

interface Props {
  field: Field;
  path: Path;
  onRemove?: (() => void) | undefined;
}

/** One line of text: a text, a path, a time, a number or the expression that gives it. */
export function LineField({ field, path, onRemove }: Props) {
  const { design } = useEditing();
  const set = useSet();
  const value = at(design, path);
  const mono = field.kind !== 'text' || String(value).startsWith('{%');
  return (
    <FieldRow label={field.key} help={field.help} path={path} narrow={field.kind === 'number'} onRemove={onRemove}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          className={`input${mono ? ' mono' : ''}`}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          inputMode={field.kind === 'number' ? 'decimal' : undefined}
          value={value === undefined ? '' : value === null ? 'null' : String(value)}
          placeholder={field.help}
          spellCheck={field.kind === 'text'}
          autoComplete="off"
          onChange={({ target }) => set(path, typed(field, target.value))}
        />
      )}
    </FieldRow>
  );
}

/** What a person typed, as the field has it. */
export function typed(field: Field, text: string): unknown {
  if (text === '' && field.always === true) {
    return undefined;
  }
  if (field.kind === 'path' && text === 'null') {
    return null;
  }
  const isNumber = field.kind === 'number' && /^-?\d+(\.\d+)?$/.test(text.trim());
  return isNumber ? Number(text) : text;
}

/** One of a few values; what else is there stays to be chosen. */
export function OptionField({ field, path, onRemove }: Props) {
  const { design } = useEditing();
  const set = useSet();
  const value = at(design, path);
  const options = [...new Set([...(field.options ?? []), ...(typeof value === 'string' ? [value] : [])])];
  return (
    <FieldRow label={field.key} help={field.help} path={path} onRemove={onRemove}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          className="input"
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => set(path, target.value === '' ? undefined : target.value)}
        >
          {(value === undefined || field.always === true) && <option value="">{value === undefined ? '' : 'Not said'}</option>}
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      )}
    </FieldRow>
  );
}

/** Names of errors, with commas between them; those of the language are offered. */
export function ErrorsField({ field, path }: Props) {
  const { design } = useEditing();
  const set = useSet();
  const list = useId();
  const value = at(design, path);
  const names = Array.isArray(value) ? value.map(String) : [];
  return (
    <FieldRow label={field.key} help={field.help} path={path}>
      {({ id, describedBy, invalid }) => (
        <>
          <input
            id={id}
            list={list}
            className="input mono"
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            defaultValue={names.join(', ')}
            key={names.join()}
            onBlur={({ target }) => {
              const next = target.value.split(',').map((name) => name.trim()).filter(Boolean);
              if (next.join() !== names.join()) {
                set(path, next);
              }
            }}
            onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
          />
          <datalist id={list}>
            {ERRORS.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </FieldRow>
  );
}

const ERRORS = [
  'States.ALL',
  'States.TaskFailed',
  'States.Timeout',
  'States.HeartbeatTimeout',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.DataLimitExceeded',
  'States.ItemReaderFailed',
  'States.ResultWriterFailed',
  'States.ExceedToleratedFailureThreshold',
  'States.Http.Socket',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
];
