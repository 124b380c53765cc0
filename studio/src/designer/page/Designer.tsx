import { useEffect, useMemo, useRef, useState } from 'react';
import type { DefinitionFile } from '../../api/files';
import type { StateMachine } from '../../api/types';
import { Canvas } from '../canvas/Canvas';
import { useDesignerKeys } from '../canvas/keys';
import type { Targets } from '../canvas/targets';
import { forgetWalk, paintOfWalk, useWalk } from '../testing/walk';
import { graphOf } from '../document/design';
import { isDirty } from '../document/history';
import { browserEntries } from '../patterns/browser';
import { useKnown } from '../patterns/useKnown';
import { StatesBrowser } from '../browser/StatesBrowser';
import { Beginnings } from './Beginnings';
import './designer.css';
import { byState, DiagnosticsProvider, useChecked } from './diagnostics';
import { draftOf, forgetDraft, useDraftKept, type Draft } from './draft';
import { DraftOffer } from './DraftOffer';
import { FileChange } from './FileChange';
import { Head } from './Head';
import { LossNote } from './LossNote';
import type { Settings } from './machine';
import { OvertakenDialog } from './OvertakenDialog';
import { Problems } from './Problems';
import { Overlay } from './Overlay';
import { Announcer, Panes } from './Panes';
import { useSaving } from './saving';
import { useRun } from './useRun';
import { Side } from './Side';
import { ToolBar } from './ToolBar';
import { useBench, WorkbenchProvider, type Workbench } from './workbench';

interface Props {
  bench: Workbench;
  begin: Settings;
  /** Nothing while it is new. */
  machine: StateMachine | undefined;
  /** The file that `stepwell dev` deploys it from. */
  file?: DefinitionFile | undefined;
}

/** The designer: what can be added, the canvas, and what is selected as forms, text, or a run. */
export function Designer(props: Props) {
  return (
    <WorkbenchProvider value={props.bench}>
      <Page {...props} />
    </WorkbenchProvider>
  );
}

function Page({ bench, begin, machine, file: opened }: Props) {
  const design = useBench(({ history }) => history.design);
  const changed = useBench(({ history }) => isDirty(history));
  const side = useBench((model) => model.side);
  const pane = useBench((model) => model.pane);
  const executionArn = useBench((model) => model.run);
  const [known, setKnown] = useState(machine);
  const [settings, setSettings] = useState(begin);
  const [saved, setSaved] = useState(begin);
  const [draft, setDraft] = useState(() => offered(machine?.name ?? '', design.text));
  const diagnostics = useChecked(design, settings.type);
  const states = useMemo(() => byState(diagnostics.all), [diagnostics.all]);
  const server = useKnown();
  const entries = useMemo(() => browserEntries(server), [server]);
  const run = useRun(executionArn);
  const visits = useWalk((walk) => walk.visits);
  const graph = graphOf(design);
  const walked = useMemo(() => (visits.length === 0 ? undefined : paintOfWalk(visits, graph)), [visits, graph]);
  const targets = useRef<Targets>(undefined);
  const key = machine?.name ?? '';
  const dirty = changed || JSON.stringify(settings) !== JSON.stringify(saved);
  useDraftKept(key, dirty, { text: design.text, format: design.format, name: settings.name, type: settings.type });
  useDesignerKeys(bench);
  useEffect(() => forgetWalk, []);
  const onSaved = (now: StateMachine, next?: Settings) => {
    setKnown(now);
    if (next !== undefined) {
      setSettings(next);
      setSaved(next);
      forgetDraft(key);
    }
    setDraft(undefined);
  };
  const { save, busy, file, change, compare, take: takeTheirs, overtaken, settle } = useSaving({
    bench,
    settings,
    was: saved,
    machine: known,
    begin: opened,
    dirty,
    onSaved,
  });
  const [later, setLater] = useState<string>();
  const asked = change?.file?.digest === later ? undefined : change;
  Object.assign(bench.does, {
    save: () => void save(),
    run: () => bench.open({ kind: 'run' }),
    code: () => (side === 'code' ? bench.store.setState({ side: 'settings' }) : bench.show('code')),
    test: () => bench.show('test'),
    inspect: () => inspect(bench),
  });
  const take = ({ text, format, name, type }: Draft) => {
    bench.replace(text, 'Take up what was not saved', format);
    setSettings((now) => (machine === undefined ? { ...now, name, type } : now));
    setDraft(undefined);
  };
  const drop = () => {
    forgetDraft(key);
    setDraft(undefined);
  };
  return (
    <DiagnosticsProvider value={states}>
      <div className="designer" data-pane={pane} data-side={side}>
        <Head
          isNew={machine === undefined}
          settings={settings}
          onSettings={setSettings}
          file={file?.name}
          dirty={dirty}
          busy={busy}
          broken={diagnostics.broken}
          onSave={() => void save()}
        />
        {draft !== undefined && <DraftOffer draft={draft} onTake={() => take(draft)} onDrop={drop} />}
        {file === undefined && <LossNote />}
        {asked?.file !== undefined && (
          <FileChange
            name={asked.file.name}
            onCompare={compare}
            onTake={() => takeTheirs(asked)}
            onLater={() => setLater(asked.file?.digest)}
          />
        )}
        <div className="designer-body">
          <StatesBrowser entries={entries} />
          <section className="designer-canvas" aria-label="Canvas">
            {design.problem !== null && (
              <p className="canvas-stale" role="status">
                The text can’t be read at line {design.problem.line}: this is the last graph that could be drawn.
              </p>
            )}
            <Canvas paint={side === 'test' ? walked : run?.paint} entries={entries} targets={targets} empty={<Beginnings />}>
              <ToolBar />
            </Canvas>
            <Problems diagnostics={diagnostics} />
          </section>
          <Side tab={side} diagnostics={diagnostics} settings={settings} run={run} />
        </div>
        <Panes />
        <Overlay
          entries={entries}
          targets={targets}
          settings={settings}
          onSettings={setSettings}
          isNew={machine === undefined}
          arn={known?.stateMachineArn}
          dirty={dirty}
          save={save}
        />
        {overtaken !== undefined && <OvertakenDialog theirs={overtaken} onAnswer={settle} />}
        <Announcer />
      </div>
    </DiagnosticsProvider>
  );
}

function inspect(bench: Workbench): void {
  bench.show('settings');
  requestAnimationFrame(() => {
    const fields = '.designer-side .inspector :is(input, select, textarea):not([type="radio"]:not(:checked))';
    document.querySelector<HTMLElement>(fields)?.focus();
  });
}

function offered(key: string, text: string): Draft | undefined {
  const draft = draftOf(key);
  return draft === undefined || draft.text === text ? undefined : draft;
}
