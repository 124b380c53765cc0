import { at } from '../document/design';
import type { Path } from '../document/path';
import { connect, disconnect, setStart } from '../operations';
import { useEditing, useSet } from './editing';
import type { Field } from './fields';
import { FieldRow } from './FieldRow';

interface Props {
  field: Field;
  path: Path;
  onRemove?: (() => void) | undefined;
}

/** Where a state goes on: a state beside it, or the end. */
export function NextField({ field, path }: Props) {
  const { design, scope, subject, onChange } = useEditing();
  const value = at(design, path);
  const change = (to: string) => {
    const { design: next } = to === '' ? disconnect(design, subject, ['Next']) : connect(design, subject, to);
    onChange(next, to === '' ? `End after ${subject}` : `Lead ${subject} to ${to}`);
  };
  return (
    <FieldRow label={field.key} help={field.help} path={path}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          className="input"
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => change(target.value)}
        >
          <option value="">{scope.owner === undefined ? 'End of the execution' : `End of this part of ${scope.owner.name}`}</option>
          <Names value={value} without={subject} />
        </select>
      )}
    </FieldRow>
  );
}

/** The name of a state beside this one. */
export function StateField({ field, path, onRemove }: Props) {
  const { design, subject, onChange } = useEditing();
  const set = useSet();
  const value = at(design, path);
  const change = (name: string) => {
    if (field.key === 'StartAt') {
      onChange(setStart(design, name).design, `Begin with ${name}`);
    } else {
      set(path, name === '' ? undefined : name);
    }
  };
  const optional = field.key === 'Default';
  return (
    <FieldRow label={field.key} help={field.help} path={path} onRemove={onRemove}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          className="input"
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => change(target.value)}
        >
          {(optional || value === undefined) && <option value="">{optional ? 'Nowhere: the execution fails' : ''}</option>}
          <Names value={value} without={field.key === 'StartAt' ? undefined : subject} />
        </select>
      )}
    </FieldRow>
  );
}

/** Those of the scope, and what is written although it is not there. */
function Names({ value, without }: { value: unknown; without: string | undefined }) {
  const { scope } = useEditing();
  const names = scope.states.map(({ name }) => name).filter((name) => name !== without || name === value);
  const missing = typeof value === 'string' && !names.includes(value);
  return (
    <>
      {missing && <option value={value}>{`${value} (not there)`}</option>}
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </>
  );
}
