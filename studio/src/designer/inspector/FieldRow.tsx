import { CircleX, TriangleAlert, X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { Path } from '../document/path';
import { startsWith, useEditing, type PlacedFinding } from './editing';

interface Props {
  label: string;
  help: string;
  path: Path;
  /** For a group of inputs; a single input is named by the label itself. */
  group?: boolean;
  /** Two of them stand side by side in a list's item. */
  narrow?: boolean;
  onRemove?: (() => void) | undefined;
  children: (ids: { id: string; describedBy: string; invalid: boolean }) => ReactNode;
}

/** A field with its name, what it does, and what is wrong with it. */
export function FieldRow({ label, help, path, group = false, narrow = false, onRemove, children }: Props) {
  const { findings } = useEditing();
  const id = useId();
  const own = findings.filter((finding) => startsWith(finding.path, path));
  return (
    <div className="inspector-field" data-narrow={narrow || undefined} role={group ? 'group' : undefined} aria-labelledby={group ? `${id}-label` : undefined}>
      <div className="inspector-label">
        <label id={`${id}-label`} htmlFor={group ? undefined : id} title={help}>
          {words(label)}
        </label>
        {onRemove !== undefined && (
          <button type="button" className="icon-button icon-button-small" aria-label={`Remove ${words(label)}`} onClick={onRemove}>
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
      {children({ id, describedBy: `${id}-help`, invalid: own.some(({ severity }) => severity === 'ERROR') })}
      <span id={`${id}-help`} className="visually-hidden">
        {help}
        {own.map(({ message }) => ` ${message}`)}
      </span>
      {!group && <Findings findings={own} />}
    </div>
  );
}

export function Findings({ findings }: { findings: readonly PlacedFinding[] }) {
  return findings.map(({ severity, message, location }) => {
    const Icon = severity === 'ERROR' ? CircleX : TriangleAlert;
    return (
      <p key={`${location}${message}`} className="inspector-finding" data-status={severity === 'ERROR' ? 'failed' : 'caught'}>
        <Icon size={14} aria-label={severity === 'ERROR' ? 'Error' : 'Warning'} />
        {message}
      </p>
    );
  });
}

/** `ErrorEquals`: “Error equals”. */
export function words(key: string): string {
  const spaced = key.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return spaced.replace(/ ([A-Z])(?=[a-z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);
}
