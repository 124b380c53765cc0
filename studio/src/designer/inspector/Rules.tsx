import { conditionOf } from '../../asl/definition';
import { at } from '../document/design';
import { isObject, type Path } from '../document/path';
import { addChoiceRule } from '../operations';
import { ConditionBuilder } from './ConditionBuilder';
import { useEditing, useSet } from './editing';
import { RULE, type Field } from './fields';
import { FieldList } from './FieldList';
import { FieldRow } from './FieldRow';
import { Items } from './Items';

/** The rules of a Choice: each a condition and where it goes on. */
export function Rules({ field, path }: { field: Field; path: Path }) {
  const { design, language, subject, onChange } = useEditing();
  const add = () => onChange(addChoiceRule(design, subject).design, `Add a rule to ${subject}`);
  return (
    <Items field={field} path={path} what="rule" onAdd={add}>
      {(item) => {
        const rule = at(design, item);
        return (
          <>
            <p className="inspector-reading mono">{isObject(rule) ? conditionOf(rule) : ''}</p>
            {language === 'JSONata' ? <Condition path={[...item, 'Condition']} /> : <ConditionBuilder path={item} />}
            <FieldList fields={RULE} path={item} what="rule" />
          </>
        );
      }}
    </Items>
  );
}

/** An expression that says yes or no; the marks around it are written for whoever types it. */
function Condition({ path }: { path: Path }) {
  const { design } = useEditing();
  const set = useSet();
  const value = at(design, path);
  const bare = /^\{%\s?([\s\S]*?)\s?%\}$/.exec(String(value ?? ''))?.[1];
  return (
    <FieldRow label="Condition" help="An expression that is true or false" path={path}>
      {({ id, describedBy, invalid }) => (
        <textarea
          id={id}
          className="input"
          rows={2}
          spellCheck={false}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          value={bare ?? (typeof value === 'boolean' ? String(value) : String(value ?? ''))}
          onChange={({ target }) => set(path, `{% ${target.value} %}`)}
        />
      )}
    </FieldRow>
  );
}
