import { useMemo, useState } from 'react';
import type { Finding } from '../../api/types';
import { Tabs } from '../../design/Tabs';
import { graphOf, setAt, type Design } from '../document/design';
import { languageOf, statePath } from '../operations';
import { useKnown } from '../patterns/useKnown';
import { EditingContext, pathOf, startsWith, type Editing, type OnChange } from './editing';
import { MACHINE } from './fields';
import { FieldList } from './FieldList';
import { Findings } from './FieldRow';
import './inspector.css';
import { ValueEditor } from './JsonField';
import { StateForm } from './StateForm';

interface Props {
  design: Design;
  /** The names of the selected states. */
  selection: readonly string[];
  onChange: OnChange;
  /** What the validator says about the definition. */
  diagnostics: readonly Finding[];
}

type View = 'form' | 'json';

/** What is selected, as forms and as JSON: a state, or the machine when nothing is. */
export function Inspector({ design, selection, onChange, diagnostics }: Props) {
  const known = useKnown();
  const [view, setView] = useState<View>('form');
  const graph = graphOf(design);
  const state = selection.length === 1 ? graph.states.get(selection[0] as string) : undefined;
  const findings = useMemo(() => diagnostics.map((finding) => ({ ...finding, path: pathOf(finding.location ?? '') })), [diagnostics]);
  if (selection.length > 1) {
    return <p className="inspector-many">{selection.length} states are selected</p>;
  }
  const subject = state?.name ?? 'the machine';
  const editing: Editing = {
    design,
    language: languageOf(design, state?.name),
    scope: state?.scope ?? graph.root,
    subject,
    owner: subject,
    known,
    findings,
    onChange,
  };
  return (
    <EditingContext value={editing}>
      <fieldset className="inspector" disabled={design.problem !== null} aria-label={state?.name ?? 'State machine'}>
        <div className="inspector-head">
          <h2>{state?.name ?? 'State machine'}</h2>
          <span className="tag">{state?.type ?? editing.language}</span>
        </div>
        {design.problem !== null && (
          <p className="inspector-finding" data-status="failed" role="status">
            Line {design.problem.line} of the text can’t be read. Mend it there, and go on here.
          </p>
        )}
        {state !== undefined && <Tabs<View> label="Views of the state" tabs={{ form: 'Form', json: 'JSON' }} value={view} onChange={setView} />}
        {state === undefined ? (
          <div className="inspector-form">
            <Findings findings={findings.filter(({ path }) => path.length === 0)} />
            <FieldList fields={MACHINE} path={[]} what="state machine" />
          </div>
        ) : view === 'form' ? (
          <StateForm key={state.name} state={state} />
        ) : (
          <div className="inspector-code">
            <ValueEditor
              key={state.name}
              label={`JSON of ${state.name}`}
              value={state.json}
              findings={findings.filter(({ path }) => startsWith(path, statePath(state)))}
              depth={statePath(state).length}
              onChange={(value) => onChange(setAt(design, statePath(state), value), `Write ${state.name}`, { merges: `json/${state.name}` })}
            />
          </div>
        )}
      </fieldset>
    </EditingContext>
  );
}
