import { useId, useState } from 'react';
import { nameProblem, renameState } from '../operations';
import { useEditing } from './editing';

/** The name, which is changed when it is all typed: every transition follows at once. */
export function StateName({ name }: { name: string }) {
  const { design, onChange } = useEditing();
  const id = useId();
  const [typed, setTyped] = useState(name);
  const problem = nameProblem(design, name, typed.trim());
  const commit = () => {
    if (problem === undefined && typed.trim() !== name) {
      const { design: next, selected } = renameState(design, name, typed);
      onChange(next, `Rename ${name} to ${typed.trim()}`, { selected });
    } else {
      setTyped(name);
    }
  };
  return (
    <div className="inspector-field">
      <label htmlFor={id}>Name</label>
      <input
        id={id}
        className="input"
        value={typed}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.currentTarget.blur();
          } else if (event.key === 'Escape') {
            setTyped(name);
            event.stopPropagation();
          }
        }}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className="inspector-finding" data-status="failed" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
