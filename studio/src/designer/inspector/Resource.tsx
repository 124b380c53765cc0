import { useId } from 'react';
import { at } from '../document/design';
import type { Path } from '../document/path';
import { ACTIONS } from '../patterns/integrations';
import type { Known } from '../patterns/known';
import { useEditing, useSet } from './editing';
import type { Field } from './fields';
import { FieldRow } from './FieldRow';

/** What a Task calls: the resource, chosen from what there is, and whom it means. */
export function Resource({ field, path }: { field: Field; path: Path }) {
  const { design, known, language } = useEditing();
  const set = useSet();
  const list = useId();
  const value = String(at(design, path) ?? '');
  const given = [...path.slice(0, -1), language === 'JSONata' ? 'Arguments' : 'Parameters'];
  const called = CALLED.find(({ resource }) => resource.test(value));
  return (
    <>
      <FieldRow label={field.key} help={field.help} path={path}>
        {({ id, describedBy, invalid }) => (
          <>
            <input
              id={id}
              list={list}
              className="input mono"
              aria-describedby={describedBy}
              aria-invalid={invalid || undefined}
              placeholder="arn:aws:states:::lambda:invoke"
              spellCheck={false}
              value={value}
              onChange={({ target }) => set(path, target.value)}
            />
            <datalist id={list}>
              {resources(known).map(([arn, title]) => (
                <option key={arn} value={arn}>
                  {title}
                </option>
              ))}
            </datalist>
          </>
        )}
      </FieldRow>
      {called !== undefined && at(design, given) !== undefined && (
        <Target path={[...given, called.parameter]} label={called.label} options={known[called.of].map(({ arn, name }) => (called.of === 'functions' ? [name, 'Function'] : [arn, name]))} />
      )}
    </>
  );
}

const CALLED = [
  { resource: /:lambda:invoke/, parameter: 'FunctionName', label: 'Function', of: 'functions' },
  { resource: /:states:startExecution/, parameter: 'StateMachineArn', label: 'State machine', of: 'machines' },
] as const;

/** Which function or machine is called, by its name; the ARN of another one can be typed. */
function Target({ path, label, options }: { path: Path; label: string; options: [string, string][] }) {
  const { design } = useEditing();
  const set = useSet();
  const list = useId();
  const value = at(design, path);
  return (
    <FieldRow label={label} help={`The ${label.toLowerCase()} that is called`} path={path}>
      {({ id, describedBy }) => (
        <>
          <input
            id={id}
            list={list}
            className="input mono"
            aria-describedby={describedBy}
            spellCheck={false}
            value={typeof value === 'string' ? value : ''}
            onChange={({ target }) => set(path, target.value)}
          />
          <datalist id={list}>
            {options.map(([value, about]) => (
              <option key={value} value={value}>
                {about}
              </option>
            ))}
          </datalist>
        </>
      )}
    </FieldRow>
  );
}

function resources({ functions, activities }: Known): [string, string][] {
  const suffixes = { call: '', sync: '.sync', token: '.waitForTaskToken' };
  return [
    ...functions.map(({ arn, name }): [string, string] => [arn, `Function ${name}`]),
    ...activities.map(({ arn, name }): [string, string] => [arn, `Activity ${name}`]),
    ['arn:aws:states:::lambda:invoke', 'Call a function'],
    ['arn:aws:states:::lambda:invoke.waitForTaskToken', 'Call a function and wait for its token'],
    ['arn:aws:states:::http:invoke', 'Call an HTTP service'],
    ['arn:aws:states:::states:startExecution.sync:2', 'Run a state machine and wait'],
    ['arn:aws:states:::states:startExecution', 'Start a state machine'],
    ['arn:aws:states:::states:startExecution.waitForTaskToken', 'Start a state machine and wait for its token'],
    ...ACTIONS.flatMap(({ service, api, title, patterns }) =>
      patterns.map((pattern): [string, string] => [`arn:aws:states:::${api}${suffixes[pattern]}`, `${service}: ${title}`]),
    ),
  ];
}
