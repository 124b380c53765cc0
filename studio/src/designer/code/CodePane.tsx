import { useMemo } from 'react';
import { JsonEditor } from '../../editor/JsonEditor';
import { graphOf, rangeOf } from '../document/design';
import { statePath } from '../operations';
import type { Diagnostic } from '../page/diagnostics';
import { useBench, useWorkbench } from '../page/workbench';
import { asl } from './asl';
import { stateAround } from './where';

/** The definition as text beside its graph; each follows the other. */
export default function CodePane({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const bench = useWorkbench();
  const design = useBench(({ history }) => history.design);
  const selected = useBench(({ history }) => history.selected.at(-1));
  const revealed = useBench((model) => model.revealed);
  const marks = useMemo(() => diagnostics.map(({ from, to, severity, message }) => ({ from, to, severity, message })), [diagnostics]);
  const state = graphOf(design).states.get(selected ?? '');
  const shown = useMemo(() => {
    const range = state === undefined || design.problem !== null ? undefined : rangeOf(design, statePath(state));
    return range === undefined ? undefined : { at: range.from };
  }, [selected]); // follows the selection, not every letter that is typed
  const extensions = useMemo(() => asl(() => bench.design), [bench]);
  return (
    <div className="code-pane">
      <JsonEditor
        value={design.text}
        onChange={(text) => bench.type(text)}
        label="Definition"
        language={design.format}
        marks={marks}
        reveal={revealed}
        shown={shown}
        extensions={extensions}
        onCursor={(at) => {
          const name = stateAround(bench.design, at);
          if (name !== undefined && name !== bench.current) {
            bench.select([name]);
            bench.reach(name, false);
          }
        }}
      />
    </div>
  );
}
