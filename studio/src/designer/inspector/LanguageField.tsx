import { useMemo, useState } from 'react';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { said, switchLanguage, type Switch } from '../convert/machine';
import { at } from '../document/design';
import type { Path } from '../document/path';
import { written } from './JsonField';
import { useEditing } from './editing';
import type { Field } from './fields';
import { FieldRow } from './FieldRow';
import './language.css';

type Language = 'JSONPath' | 'JSONata';

interface Props {
  field: Field;
  path: Path;
  onRemove?: (() => void) | undefined;
}

/** The query language. Switching it shows first what that means for the fields that are there. */
export function LanguageField({ field, path, onRemove }: Props) {
  const { design, language, subject, onChange } = useEditing();
  const [asked, setAsked] = useState<Language>();
  const value = at(design, path);
  const around = at(design, ['QueryLanguage']) ?? 'JSONPath';
  const state = path.length > 1 ? subject : undefined;
  const choose = (to: Language) => {
    if (to !== language) {
      switchLanguage(design, to, state).states.length === 0 ? onChange(said(design, to, state), `Switch ${subject} to ${to}`) : setAsked(to);
    } else if (value !== to) {
      onChange(said(design, to, state), `Say the language of ${subject}`);
    }
  };
  return (
    <>
      <FieldRow label={field.key} help={field.help} path={path} onRemove={value === around ? onRemove : undefined}>
        {({ id, describedBy, invalid }) => (
          <select
            id={id}
            className="input"
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            value={language}
            onChange={({ target }) => choose(target.value as Language)}
          >
            {(['JSONPath', 'JSONata'] as const).map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        )}
      </FieldRow>
      {asked !== undefined && <SwitchDialog to={asked} state={state} onClose={() => setAsked(undefined)} />}
    </>
  );
}

/** What will be written anew, and what somebody has to write by hand. */
function SwitchDialog({ to, state, onClose }: { to: Language; state: string | undefined; onClose: () => void }) {
  const { design, subject, onChange } = useEditing();
  const made = useMemo(() => switchLanguage(design, to, state), [design, to, state]);
  const converted = made.states.reduce((sum, one) => sum + one.converted.length, 0);
  const left = made.states.reduce((sum, one) => sum + one.left.length, 0);
  const label = `Switch ${subject} to ${to}`;
  const done = (next: typeof design, how: string) => {
    onChange(next, how);
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={label}
      description={`${converted} ${converted === 1 ? 'field' : 'fields'} can be written in ${to}; ${left} ${left === 1 ? 'has' : 'have'} to be written by hand. Nothing is removed, and Ctrl+Z brings everything back.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button onClick={() => done(said(design, to, state), label)}>Switch, change nothing</Button>
          {converted > 0 && (
            <Button kind="primary" onClick={() => done(made.design, `${label} and convert it`)}>
              Switch and convert
            </Button>
          )}
        </>
      }
    >
      <div className="language-switch" tabIndex={0} role="region" aria-label="What changes">
        {made.states.map((one) => (
          <OfState key={one.name} {...one} />
        ))}
      </div>
    </Dialog>
  );
}

function OfState({ name, converted, left }: Switch['states'][number]) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <dl>
        {converted.map(({ field, before, after, value }, i) => (
          <div key={i}>
            <dt>
              {field} {after === field ? '' : `→ ${after}`}
            </dt>
            <dd>
              <pre>{written(before)}</pre>
              {value !== undefined && <pre>{written(value)}</pre>}
            </dd>
          </div>
        ))}
        {left.map(({ field, before, why }) => (
          <div key={`left ${field}`} data-left>
            <dt>{field}, by hand</dt>
            <dd>
              <pre>{written(before)}</pre>
              <p>{why}. It stays as it is, and is marked until it is written anew.</p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
