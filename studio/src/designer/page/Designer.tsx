import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { addresses } from '../../api/arns';
import { call } from '../../api/client';
import type { StateMachine } from '../../api/types';
import { toast } from '../../design/toasts';
import { Canvas } from '../canvas/Canvas';
import { useDesignerKeys } from '../canvas/keys';
import type { Targets } from '../canvas/targets';
import { forgetWalk, paintOfWalk, useWalk } from '../testing/walk';
import { apiText, graphOf, openDesign } from '../document/design';
import { isDirty } from '../document/history';
import { browserEntries } from '../patterns/browser';
import { useKnown } from '../patterns/useKnown';
import { StatesBrowser } from '../browser/StatesBrowser';
import { Beginnings } from './Beginnings';
import './designer.css';
import { byState, DiagnosticsProvider, useChecked } from './diagnostics';
import { draftOf, forgetDraft, useDraftKept, type Draft } from './draft';
import { DraftOffer } from './DraftOffer';
import { handOver } from './handover';
import { Head } from './Head';
import { createMachine, Overtaken, updateMachine, type Settings } from './machine';
import { OvertakenDialog } from './OvertakenDialog';
import { Problems } from './Problems';
import { Overlay } from './Overlay';
import { Announcer, Panes } from './Panes';
import { useRun } from './useRun';
import { Side } from './Side';
import { ToolBar } from './ToolBar';
import { useBench, WorkbenchProvider, type Workbench } from './workbench';

interface Props {
  bench: Workbench;
  begin: Settings;
  /** Nothing while it is new. */
  machine: StateMachine | undefined;
}

/** The designer: what can be added, the canvas, and what is selected as forms, text, or a run. */
export function Designer(props: Props) {
  return (
    <WorkbenchProvider value={props.bench}>
      <Page {...props} />
    </WorkbenchProvider>
  );
}

function Page({ bench, begin, machine }: Props) {
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
  const onSaved = (now: StateMachine, next: Settings) => {
    setKnown(now);
    setSettings(next);
    setSaved(next);
    forgetDraft(key);
    setDraft(undefined);
  };
  const { save, busy, overtaken, settle } = useSaving({ bench, settings, machine: known, was: saved, onSaved });
  Object.assign(bench.does, {
    save: () => void save(),
    run: () => bench.open({ kind: 'run' }),
    code: () => (side === 'code' ? bench.store.setState({ side: 'settings' }) : bench.show('code')),
    test: () => bench.show('test'),
    inspect: () => inspect(bench),
  });
  const take = ({ text, format, name, type }: Draft) => {
    bench.write(openDesign(text, format), 'Take up what was not saved');
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
          dirty={dirty}
          busy={busy}
          broken={diagnostics.broken}
          onSave={() => void save()}
        />
        {draft !== undefined && <DraftOffer draft={draft} onTake={() => take(draft)} onDrop={drop} />}
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

interface Saving {
  bench: Workbench;
  settings: Settings;
  machine: StateMachine | undefined;
  was: Settings;
  onSaved: (machine: StateMachine, settings: Settings) => void;
}

/** Saves one thing at a time; the answer is the machine's ARN when it is saved. */
function useSaving({ bench, settings, machine, was, onSaved }: Saving) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [overtaken, setOvertaken] = useState<StateMachine>();
  const latest = useRef({ settings, machine, was, onSaved });
  latest.current = { settings, machine, was, onSaved };
  const save = useCallback(
    async (force = false): Promise<string | undefined> => {
      const { settings, machine, was, onSaved } = latest.current;
      const { design } = bench;
      if (design.problem !== null) {
        bench.say(`It can't be saved: ${design.problem.message}`);
        return undefined;
      }
      setBusy(true);
      try {
        const done =
          machine === undefined ? await createMachine(design, settings) : await updateMachine(design, settings, machine, was.tags, force);
        const next = { ...settings, publish: false, versionDescription: '' };
        const described = machine ?? (await call<StateMachine>('DescribeStateMachine', { stateMachineArn: done.stateMachineArn }));
        const now = { ...described, definition: apiText(design) };
        bench.saved();
        onSaved(now, next);
        const text = done.version === undefined ? `${settings.name} is saved` : `${settings.name} is saved as version ${done.version}`;
        toast.done(text);
        bench.say(text);
        if (machine === undefined) {
          handOver({ bench, machine: now, settings: next });
          go(addresses.edit(done.stateMachineArn), { replace: true });
        }
        return done.stateMachineArn;
      } catch (error) {
        if (error instanceof Overtaken) {
          setOvertaken(error.theirs);
        } else {
          toast.failed(error);
        }
        return undefined;
      } finally {
        setBusy(false);
        void client.invalidateQueries({ predicate: ({ queryKey }) => ['machines', 'machine', 'versions', 'tags', 'machine-numbers'].includes(String(queryKey[0])) });
      }
    },
    [bench, client, go],
  );
  const settle = (answer: 'mine' | 'theirs' | 'neither') => {
    const theirs = overtaken;
    setOvertaken(undefined);
    if (answer === 'mine') {
      void save(true);
    } else if (answer === 'theirs' && theirs !== undefined && latest.current.machine !== undefined) {
      bench.write(openDesign(theirs.definition, 'json'), 'Take what somebody else saved');
      bench.saved();
      latest.current.onSaved(theirs, latest.current.settings);
    }
  };
  return { save, busy, overtaken, settle };
}
