import { Plus, X } from 'lucide-react';
import { at, removeAt } from '../document/design';
import { isObject, type Path } from '../document/path';
import { addBranch } from '../operations';
import { useEditing } from './editing';
import type { Field } from './fields';
import { FieldRow } from './FieldRow';
import { Tool } from './Items';

/** The branches of a Parallel; what they do is drawn on the canvas. */
export function Branches({ field, path }: { field: Field; path: Path }) {
  const { design, subject, onChange } = useEditing();
  const value = at(design, path);
  const branches = Array.isArray(value) ? value : [];
  return (
    <FieldRow label={field.key} help={field.help} path={path} group>
      {() => (
        <>
          <ol className="inspector-lines">
            {branches.map((branch, i) => (
              <li key={i}>
                <span>{holding(branch)}</span>
                <Tool label={`Remove branch ${i + 1}`} onClick={() => onChange(removeAt(design, [...path, i]), `Remove a branch of ${subject}`)}>
                  <X size={14} aria-hidden />
                </Tool>
              </li>
            ))}
          </ol>
          <button type="button" className="inspector-add" onClick={() => onChange(addBranch(design, subject).design, `Add a branch to ${subject}`)}>
            <Plus size={14} aria-hidden />
            Add branch
          </button>
        </>
      )}
    </FieldRow>
  );
}

/** What is inside, in words. */
export function holding(scope: unknown): string {
  const names = isObject(scope) && isObject(scope['States']) ? Object.keys(scope['States']) : [];
  return names.length === 0 ? 'Empty' : names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
