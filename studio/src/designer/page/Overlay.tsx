import { lazy, Suspense, type RefObject } from 'react';
import type { Targets } from '../canvas/targets';
import type { BrowserEntry } from '../patterns/entry';
import { ConfigDialog } from './ConfigDialog';
import { KeysDialog } from './KeysDialog';
import type { Settings } from './machine';
import { AddPad, CommandPad, ConnectPad } from './Pads';
import { RunDialog } from './RunDialog';
import { StateMenu } from './StateMenu';
import { useBench, useWorkbench } from './workbench';

const ExportDialog = lazy(() => import('../exporting/ExportDialog'));
const CompareDialog = lazy(() => import('../compare/CompareDialog'));

interface Props {
  entries: readonly BrowserEntry[];
  targets: RefObject<Targets | undefined>;
  settings: Settings;
  onSettings: (settings: Settings) => void;
  isNew: boolean;
  arn: string | undefined;
  dirty: boolean;
  save: () => Promise<string | undefined>;
}

/** What was asked for lies over the page. */
export function Overlay({ entries, targets, settings, onSettings, isNew, arn, dirty, save }: Props) {
  const bench = useWorkbench();
  const over = useBench((model) => model.over);
  switch (over?.kind) {
    case 'add':
      return <AddPad at={over.at} entries={entries} targets={() => targets.current} />;
    case 'connect':
      return <ConnectPad from={over.from} how={over.how} entries={entries} />;
    case 'commands':
      return <CommandPad />;
    case 'menu':
      return <StateMenu x={over.x} y={over.y} />;
    case 'shortcuts':
      return <KeysDialog />;
    case 'config':
      return <ConfigDialog settings={settings} isNew={isNew} onChange={onSettings} />;
    case 'run':
      return <RunDialog settings={settings} until={over.until} arn={arn} dirty={dirty || isNew} save={save} />;
    case 'export':
      return (
        <Suspense>
          <ExportDialog design={bench.design} settings={settings} onClose={() => bench.close()} />
        </Suspense>
      );
    case 'compare':
      return arn === undefined ? null : (
        <Suspense>
          <CompareDialog machineArn={arn} draft={bench.design.text} onClose={() => bench.close()} />
        </Suspense>
      );
    default:
      return null;
  }
}
