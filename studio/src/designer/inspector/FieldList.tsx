import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import '../../design/menu.css';
import { at, removeAt } from '../document/design';
import { isObject, type Path } from '../document/path';
import { Branches } from './Branches';
import { useEditing, withAdded } from './editing';
import type { Field } from './fields';
import { inLanguage } from './fields';
import { FieldRow, words } from './FieldRow';
import { ErrorsField, LineField, OptionField } from './inputs';
import { Catchers, Retriers } from './Items';
import { JsonField } from './JsonField';
import { LanguageField } from './LanguageField';
import { Processor } from './Processor';
import { Resource } from './Resource';
import { Rules } from './Rules';
import { NextField, StateField } from './transitions';
import { Within } from './Within';

interface Props {
  fields: readonly Field[];
  /** Of the object that has them. */
  path: Path;
  /** What the object is, for the menu: `retrier`. */
  what: string;
  /** Stands above it, with the menu beside it. */
  heading?: string;
  /** How a field comes in that needs more than a value. */
  add?: ((field: Field) => boolean) | undefined;
}

/** The fields that are there, and a menu of those that could be. */
export function FieldList({ fields, path, what, heading, add }: Props) {
  const { design, language, owner, onChange } = useEditing();
  const all = inLanguage(fields, language);
  const value = at(design, path);
  const present = (field: Field) => isObject(value) && value[field.key] !== undefined;
  const shown = all.filter((field) => field.kind === 'next' || present(field) || (field.always === true && !rivalled(field, all, present)));
  const rest = all.filter((field) => !shown.includes(field));
  const remove = (field: Field) => () => onChange(removeAt(design, [...path, field.key]), `Remove ${field.key} of ${owner}`);
  const onAdd = (field: Field) => {
    if (add?.(field) !== true) {
      onChange(withAdded(design, path, field, all, language), `Add ${field.key} to ${owner}`);
    }
  };
  const menu = rest.length === 0 ? null : <AddField what={what} fields={rest} onAdd={onAdd} />;
  return (
    <>
      {heading !== undefined && (
        <div className="inspector-heading">
          <h3>{heading}</h3>
          {menu}
        </div>
      )}
      {shown.map((field) => (
        <OneField key={field.key} field={field} path={[...path, field.key]} onRemove={field.always === true ? undefined : remove(field)} />
      ))}
      {heading === undefined && menu}
    </>
  );
}

function rivalled(field: Field, all: readonly Field[], present: (field: Field) => boolean): boolean {
  return field.group !== undefined && all.some((other) => other.group === field.group && present(other));
}

function OneField({ field, path, onRemove }: { field: Field; path: Path; onRemove?: (() => void) | undefined }): ReactNode {
  const props = { field, path, onRemove };
  switch (field.kind) {
    case 'text':
    case 'number':
    case 'path':
    case 'time':
      return <LineField {...props} />;
    case 'json':
      return <JsonField {...props} />;
    case 'errors':
      return <ErrorsField {...props} />;
    case 'language':
      return <LanguageField {...props} />;
    case 'option':
      return <OptionField {...props} />;
    case 'next':
      return <NextField {...props} />;
    case 'state':
      return <StateField {...props} />;
    case 'resource':
      return <Resource {...props} />;
    case 'retriers':
      return <Retriers {...props} />;
    case 'catchers':
      return <Catchers {...props} />;
    case 'rules':
      return <Rules {...props} />;
    case 'branches':
      return <Branches {...props} />;
    case 'processor':
      return <Processor {...props} />;
    case 'object':
      return (
        <FieldRow label={field.key} help={field.help} path={path} group onRemove={onRemove}>
          {() => (
            <div className="inspector-object">
              <Within part={words(field.key).toLowerCase()}>
                <FieldList fields={field.fields ?? []} path={path} what={words(field.key).toLowerCase()} />
              </Within>
            </div>
          )}
        </FieldRow>
      );
  }
}

function AddField({ what, fields, onAdd }: { what: string; fields: readonly Field[]; onAdd: (field: Field) => void }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="inspector-add">
        <Plus size={14} aria-hidden />
        Add field…
        <span className="visually-hidden">of the {what}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu inspector-menu" align="end" sideOffset={4} collisionPadding={8}>
          {fields.map((field) => (
            <DropdownMenu.Item key={field.key} className="menu-item" textValue={words(field.key)} onSelect={() => onAdd(field)}>
              <span>
                {words(field.key)}
                <small>{field.help}</small>
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
