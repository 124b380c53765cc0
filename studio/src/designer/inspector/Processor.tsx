import { at, withValue } from '../document/design';
import type { Path } from '../document/path';
import { holding } from './Branches';
import { useEditing } from './editing';
import { PROCESSOR_CONFIG, type Field } from './fields';
import { FieldList } from './FieldList';
import { FieldRow } from './FieldRow';

/** How a Map processes its items; what it does with them is drawn on the canvas. */
export function Processor({ field, path }: { field: Field; path: Path }) {
  const { design, subject, onChange } = useEditing();
  const config = [...path, 'ProcessorConfig'];
  return (
    <FieldRow label={field.key} help={field.help} path={path} group>
      {() => (
        <div className="inspector-object">
          <p className="hint">{holding(at(design, path))}</p>
          {at(design, config) === undefined ? (
            <button
              type="button"
              className="inspector-add"
              onClick={() => onChange(withValue(design, config, { Mode: 'INLINE' }, 'start'), `Configure ${subject}`)}
            >
              Choose between inline and distributed
            </button>
          ) : (
            <FieldList fields={PROCESSOR_CONFIG} path={config} what="processor" />
          )}
        </div>
      )}
    </FieldRow>
  );
}
