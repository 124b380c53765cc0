import { useState, type KeyboardEvent } from 'react';
import { nameProblem, renameState } from '../operations/rename';
import { useWorkbench } from '../page/workbench';

/** A state's name while it is changed: Enter keeps it, Escape leaves the old one. */
export function NodeName({ name }: { name: string }) {
  const bench = useWorkbench();
  const [text, setText] = useState(name);
  const problem = nameProblem(bench.design, name, text.trim());
  const keep = () => {
    if (problem === undefined && text.trim() !== name) {
      bench.edit(`Rename ${name} to ${text.trim()}`, (design) => renameState(design, name, text));
    } else {
      bench.rename(undefined);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter' && problem === undefined) {
      keep();
      bench.reach(text.trim());
    } else if (event.key === 'Escape') {
      bench.rename(undefined);
      bench.reach(name);
    }
  };
  return (
    <input
      className="node-rename nodrag nopan"
      aria-label={`Name of ${name}`}
      aria-invalid={problem !== undefined}
      title={problem}
      value={text}
      maxLength={80}
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={keep}
    />
  );
}
