import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { apply, at, insertAt, removeAt, renameKeyAt, setAt, type Design } from '../document/design';
import { isObject, type Json, type Path } from '../document/path';
import { useEditing } from './editing';
import { Tool } from './Items';
import { LOGIC, logicOf, operandFor, operatorOf, OPERATORS, type Logic, type Operator } from './operators';

/** A condition in JSONPath: a comparison, or several that go together, as deep as people want. */
export function ConditionBuilder({ path, onRemove }: { path: Path; onRemove?: () => void }) {
  const { design, subject, onChange } = useEditing();
  const id = useId();
  const condition = at(design, path);
  const logic = logicOf(condition);
  if (!isObject(condition)) {
    return null;
  }
  const change = (next: Design, merges?: string) =>
    onChange(next, `Change a rule of ${subject}`, merges === undefined ? {} : { merges });
  return (
    <div className="condition">
      <div className="condition-line">
        <select
          className="input"
          aria-label="Kind of condition"
          value={logic ?? ''}
          onChange={({ target }) => change(turned(design, path, condition, target.value as Logic | ''))}
        >
          <option value="">Compare a value</option>
          {Object.entries(LOGIC).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
        {onRemove !== undefined && (
          <Tool label="Remove this condition" onClick={onRemove}>
            <X size={14} aria-hidden />
          </Tool>
        )}
      </div>
      {logic === undefined && <Comparison id={id} path={path} condition={condition} change={change} />}
      {logic === 'Not' && <ConditionBuilder path={[...path, 'Not']} />}
      {(logic === 'And' || logic === 'Or') && <Several path={[...path, logic]} change={change} />}
    </div>
  );
}

function Several({ path, change }: { path: Path; change: (next: Design) => void }) {
  const { design } = useEditing();
  const parts = at(design, path);
  const count = Array.isArray(parts) ? parts.length : 0;
  return (
    <div className="condition-parts">
      {Array.from({ length: count }, (_, i) => (
        <ConditionBuilder
          key={i}
          path={[...path, i]}
          {...(count > 1 ? { onRemove: () => change(removeAt(design, [...path, i])) } : {})}
        />
      ))}
      <button type="button" className="inspector-add" onClick={() => change(insertAt(design, path, count, FIRST, 'end'))}>
        <Plus size={14} aria-hidden />
        Add condition
      </button>
    </div>
  );
}

const FIRST: Json = { Variable: '$.value', IsPresent: true };

interface ComparisonProps {
  id: string;
  path: Path;
  condition: Json;
  change: (next: Design, merges?: string) => void;
}

function Comparison({ id, path, condition, change }: ComparisonProps) {
  const { design } = useEditing();
  const operator = operatorOf(condition);
  const value = operator === undefined ? undefined : condition[operator.key];
  const put = (key: string, next: unknown) => change(setAt(design, [...path, key], next), [...path, key].join('/'));
  const choose = (key: string) => {
    const next = OPERATORS.find((other) => other.key === key);
    if (next !== undefined) {
      const renamed = operator === undefined ? design : renameKeyAt(design, [...path, operator.key], key);
      change(setAt(renamed, [...path, key], operandFor(next, value)));
    }
  };
  return (
    <div className="condition-line">
      <input
        className="input mono"
        aria-label="Value that is compared"
        value={String(condition['Variable'] ?? '')}
        placeholder="$.order.total"
        spellCheck={false}
        onChange={({ target }) => put('Variable', target.value)}
      />
      <select className="input" aria-label="Operator" value={operator?.key ?? ''} onChange={({ target }) => choose(target.value)}>
        {operator === undefined && <option value="">…</option>}
        {[...new Set(OPERATORS.map(({ group }) => group))].map((group) => (
          <optgroup key={group} label={group}>
            {OPERATORS.filter((other) => other.group === group).map(({ key, words }) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {operator !== undefined && <OperandInput key={id} operator={operator} value={value} onChange={(next) => put(operator.key, next)} />}
    </div>
  );
}

function OperandInput({ operator, value, onChange }: { operator: Operator; value: unknown; onChange: (value: unknown) => void }) {
  if (operator.operand === 'test' || operator.operand === 'boolean') {
    return (
      <select className="input" aria-label="Compared with" value={String(value)} onChange={({ target }) => onChange(target.value === 'true')}>
        <option value="true">true</option>
        <option value="false">false</option>
      </select>
    );
  }
  return (
    <input
      className="input mono"
      aria-label="Compared with"
      inputMode={operator.operand === 'number' ? 'decimal' : undefined}
      spellCheck={false}
      value={String(value ?? '')}
      onChange={({ target }) => {
        const isNumber = operator.operand === 'number' && /^-?\d+(\.\d+)?$/.test(target.value.trim());
        onChange(isNumber ? Number(target.value) : target.value);
      }}
    />
  );
}

/** The condition as one of another kind; what it said goes into the new one. */
function turned(design: Design, path: Path, condition: Json, logic: Logic | ''): Design {
  const old = logicOf(condition);
  const said = conditionIn(condition);
  const first = old === undefined ? said : old === 'Not' ? condition[old] : (condition[old] as unknown[])[0];
  if (old !== undefined && logic !== '' && logic !== 'Not' && old !== 'Not') {
    return renameKeyAt(design, [...path, old], logic);
  }
  const cleared = Object.keys(said).reduce((result, key) => removeAt(result, [...path, key]), design);
  const fresh = logic === '' ? (isObject(first) ? first : FIRST) : { [logic]: logic === 'Not' ? first : [first] };
  const index = 0;
  return Object.entries(fresh).reduce(
    (result, [key, value], i) => apply(result, [{ kind: 'insert', path, key, value, index: index + i }]),
    cleared,
  );
}

/** The part of a rule that is its condition. */
function conditionIn(rule: Json): Json {
  const entries = Object.entries(rule).filter(([key]) => !['Next', 'Assign', 'Output', 'Comment'].includes(key));
  return Object.fromEntries(entries);
}
