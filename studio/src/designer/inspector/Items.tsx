import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { at, insertAt, removeAt, setAt } from '../document/design';
import type { Json, Path } from '../document/path';
import { addCatcher, newErrors } from '../operations';
import { useEditing, withField } from './editing';
import { CATCHER, RETRIER, type Field } from './fields';
import { FieldList } from './FieldList';
import { FieldRow } from './FieldRow';
import { Within } from './Within';

interface Props {
  field: Field;
  path: Path;
  onRemove?: (() => void) | undefined;
}

/** The first one that names an error is used, so their order counts. */
export function Retriers({ field, path, onRemove }: Props) {
  const { design, language, subject, onChange } = useEditing();
  const value = at(design, path);
  const { errors, index } = newErrors(value);
  const add = () => {
    const [first] = field.initial(language) as Json[];
    const retrier = { ...first, ErrorEquals: errors };
    const next = Array.isArray(value) ? insertAt(design, path, index, retrier, { before: index }) : withField(design, path, [retrier]);
    onChange(next, `Add a retrier to ${subject}`);
  };
  return (
    <Items field={field} path={path} what="retrier" onRemove={onRemove} onAdd={add}>
      {(item) => <FieldList fields={RETRIER} path={item} what="retrier" />}
    </Items>
  );
}

export function Catchers({ field, path, onRemove }: Props) {
  const { design, subject, onChange } = useEditing();
  const add = () => onChange(addCatcher(design, subject).design, `Add a catcher to ${subject}`);
  return (
    <Items field={field} path={path} what="catcher" onRemove={onRemove} onAdd={add}>
      {(item) => <FieldList fields={CATCHER} path={item} what="catcher" />}
    </Items>
  );
}

interface ItemsProps extends Props {
  /** What one of them is. */
  what: string;
  onAdd: () => void;
  children: (path: Path, index: number) => ReactNode;
}

/** A list whose items can be moved, removed and added. */
export function Items({ field, path, what, onRemove, onAdd, children }: ItemsProps) {
  const { design, subject, onChange } = useEditing();
  const value = at(design, path);
  const list = Array.isArray(value) ? value : [];
  const remove = (index: number) => {
    const next = list.length === 1 && field.always !== true ? removeAt(design, path) : removeAt(design, [...path, index]);
    onChange(next, `Remove a ${what} of ${subject}`);
  };
  const move = (index: number, to: number) => {
    const moved = [...list];
    moved.splice(to, 0, ...moved.splice(index, 1));
    onChange(setAt(design, path, moved), `Move a ${what} of ${subject}`);
  };
  return (
    <FieldRow label={field.key} help={field.help} path={path} group onRemove={onRemove}>
      {() => (
        <>
          <ol className="inspector-items">
            {list.map((_, index) => (
              <li key={index} className="inspector-item" aria-label={`${what} ${index + 1}`}>
                <div className="inspector-item-head">
                  <strong>{index + 1}</strong>
                  <span className="inspector-item-tools">
                    <Tool label={`Move ${what} ${index + 1} up`} disabled={index === 0} onClick={() => move(index, index - 1)}>
                      <ArrowUp size={14} aria-hidden />
                    </Tool>
                    <Tool label={`Move ${what} ${index + 1} down`} disabled={index === list.length - 1} onClick={() => move(index, index + 1)}>
                      <ArrowDown size={14} aria-hidden />
                    </Tool>
                    <Tool label={`Remove ${what} ${index + 1}`} onClick={() => remove(index)}>
                      <X size={14} aria-hidden />
                    </Tool>
                  </span>
                </div>
                <Within part={`${what} ${index + 1}`}>{children([...path, index], index)}</Within>
              </li>
            ))}
          </ol>
          <button type="button" className="inspector-add" onClick={onAdd}>
            <Plus size={14} aria-hidden />
            Add {what}
          </button>
        </>
      )}
    </FieldRow>
  );
}

export function Tool({ label, disabled = false, onClick, children }: { label: string; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="icon-button icon-button-small" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}
