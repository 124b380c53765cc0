import type { State } from '../../asl/definition';
import type { Path } from '../document/path';
import { addCatcher, statePath } from '../operations';
import { startsWith, useEditing } from './editing';
import { fieldsOf, type Field, type Section } from './fields';
import { FieldList } from './FieldList';
import { Findings } from './FieldRow';
import { StateName } from './StateName';

const SECTIONS: Record<Section, string> = {
  does: 'What it does',
  data: 'Input and output',
  errors: 'Errors',
  flow: 'Then',
  more: 'More',
};

/** Every field of a state, those first that are there. */
export function StateForm({ state }: { state: State }) {
  const { design, language, findings, onChange } = useEditing();
  const path = statePath(state);
  const fields = fieldsOf(state.type, language);
  const add = (field: Field) => {
    if (field.kind !== 'catchers') {
      return false;
    }
    onChange(addCatcher(design, state.name).design, `Add a catcher to ${state.name}`);
    return true;
  };
  return (
    <div className="inspector-form">
      <Findings findings={findings.filter((finding) => isAbout(finding.path, path, fields))} />
      <StateName key={state.name} name={state.name} />
      {(Object.keys(SECTIONS) as Section[]).map((section) => {
        const own = fields.filter((field) => field.section === section);
        return own.length === 0 ? null : (
          <section key={section} className="inspector-section" aria-label={SECTIONS[section]}>
            <FieldList fields={own} path={path} heading={SECTIONS[section]} what={`section ${SECTIONS[section]}`} add={add} />
          </section>
        );
      })}
    </div>
  );
}

/** Whether a finding is about the state itself rather than about one of its fields, which shows it. */
function isAbout(finding: Path, state: Path, fields: readonly Field[]): boolean {
  const key = finding[state.length];
  return startsWith(finding, state) && !fields.some((field) => field.key === key);
}
