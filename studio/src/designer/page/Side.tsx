import { lazy, Suspense } from 'react';
import { Loading } from '../../design/States';
import { Tabs } from '../../design/Tabs';
import { TestPanel } from '../testing/TestPanel';
import type { Diagnostics } from './diagnostics';
import type { Settings } from './machine';
import { RunPanel } from './RunPanel';
import type { Run } from './useRun';
import { useBench, useWorkbench, type SideTab } from './workbench';
import { Inspector } from '../inspector/Inspector';

const CodePane = lazy(() => import('../code/CodePane'));

interface Props {
  tab: SideTab;
  diagnostics: Diagnostics;
  settings: Settings;
  run: Run | undefined;
}

/** Beside the canvas: the selected state as forms, the whole as text, a test, the last run. */
export function Side({ tab, diagnostics, settings, run }: Props) {
  const bench = useWorkbench();
  const design = useBench(({ history }) => history.design);
  const selected = useBench(({ history }) => history.selected);
  const tabs = { settings: 'Settings', code: 'Code', test: 'Test', ...(run === undefined ? {} : { run: 'Run' }) };
  const shown = tab === 'run' && run === undefined ? 'settings' : tab;
  return (
    <aside className="designer-side" aria-label="Details">
      <Tabs<SideTab> label="Beside the canvas" tabs={tabs} value={shown} onChange={(side) => bench.store.setState({ side })} />
      {shown === 'settings' && (
        <Inspector
          design={design}
          selection={selected}
          diagnostics={diagnostics.findings}
          onChange={(changed, label, change) => bench.write(changed, label, change?.merges, change?.selected)}
        />
      )}
      {shown === 'code' && (
        <Suspense fallback={<Loading what="the editor" />}>
          <CodePane diagnostics={diagnostics.all} />
        </Suspense>
      )}
      {shown === 'test' && <TestPanel roleArn={settings.roleArn} name={settings.name} />}
      {shown === 'run' && run !== undefined && <RunPanel run={run} />}
    </aside>
  );
}
