import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { addresses } from '../../api/arns';
import { call } from '../../api/client';
import { hasChanged, readFile, useChangedFile, writeFile, type DefinitionFile } from '../../api/files';
import type { StateMachine } from '../../api/types';
import { toast } from '../../design/toasts';
import { formatOfFile, lostByApi } from '../document/design';
import { handOver } from './handover';
import { createMachine, Overtaken, savedText, updateMachine, updateSettings, type Saved, type Settings } from './machine';
import type { Answer, Theirs } from './OvertakenDialog';
import type { Workbench } from './workbench';

interface Saving {
  bench: Workbench;
  settings: Settings;
  was: Settings;
  /** Nothing while it is new. */
  machine: StateMachine | undefined;
  /** The file that `stepwell dev` deploys it from. */
  begin: DefinitionFile | undefined;
  dirty: boolean;
  /** @param settings what was saved of them; nothing when they stay as they are */
  onSaved: (machine: StateMachine, settings?: Settings) => void;
}

/** What somebody else made of it: on the server, or on the disk. */
interface Overtaking {
  shown: Theirs;
  machine?: StateMachine;
  file?: DefinitionFile;
}

/** Saves one thing at a time; the answer is the machine's ARN when it is saved. */
export function useSaving(saving: Saving) {
  const { bench, machine, begin, dirty } = saving;
  const client = useQueryClient();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [file, setFile] = useState(begin);
  const [overtaken, setOvertaken] = useState<Overtaking>();
  const latest = useRef({ ...saving, file });
  latest.current = { ...saving, file };
  const save = useCallback(
    async (over?: Overtaking): Promise<string | undefined> => {
      const { settings, machine, was, file, onSaved } = latest.current;
      const { design } = bench;
      if (design.problem !== null) {
        bench.say(`It can't be saved: ${design.problem.message}`);
        return undefined;
      }
      setBusy(true);
      try {
        const done = await (file !== undefined && machine !== undefined
          ? saveFile(over?.file ?? file, machine)
          : machine === undefined
            ? createMachine(design, settings)
            : updateMachine(design, settings, machine, was.tags, over !== undefined));
        const next = { ...settings, publish: false, versionDescription: '' };
        const described = machine ?? (await call<StateMachine>('DescribeStateMachine', { stateMachineArn: done.stateMachineArn }));
        const now = { ...described, definition: savedText(design, machine) };
        bench.saved(design);
        onSaved(now, next);
        const text = file !== undefined ? `Saved to ${file.name}` : done.version === undefined ? `${settings.name} is saved` : `${settings.name} is saved as version ${done.version}`;
        toast.done(text);
        bench.say(text);
        if (machine === undefined) {
          handOver({ bench, machine: now, settings: next });
          go(addresses.edit(done.stateMachineArn), { replace: true });
        }
        return done.stateMachineArn;
      } catch (error) {
        const found = await overtakingOf(error, settings.name);
        if (found === undefined) {
          toast.failed(error);
        } else {
          setOvertaken(found);
        }
        return undefined;
      } finally {
        setBusy(false);
        void client.invalidateQueries({ predicate: ({ queryKey }) => ['machines', 'machine', 'versions', 'tags', 'machine-numbers'].includes(String(queryKey[0])) });
      }

      async function saveFile(known: DefinitionFile, machine: StateMachine): Promise<Saved> {
        if (design.format === 'json' && lostByApi(design) !== undefined) {
          throw new Error(`${known.name} is not written: JSON has no comments and no commas behind the last item. A YAML file can have comments.`);
        }
        const written = await writeFile(machine.name, design.text, known.digest);
        setFile(written);
        if (written.problem !== undefined) {
          throw new Error(`${written.name} is written, but the machine is the one before: ${written.problem}`);
        }
        return updateSettings(settings, machine, was);
      }
    },
    [bench, client, go],
  );
  const take = useCallback(
    ({ machine: theirs, file: changed }: Overtaking) => {
      const { machine, onSaved } = latest.current;
      const known = theirs ?? machine;
      if (known === undefined) {
        return;
      }
      if (changed === undefined) {
        bench.replace(known.definition, 'Take what somebody else saved', 'json');
      } else {
        bench.replace(changed.text, `Read ${changed.name} anew`, formatOfFile(changed.name));
        setFile(changed);
      }
      bench.saved();
      onSaved(known);
    },
    [bench],
  );
  const settle = (answer: Answer) => {
    setOvertaken(undefined);
    if (overtaken !== undefined && answer === 'mine') {
      void save(overtaken);
    } else if (overtaken !== undefined && answer === 'theirs') {
      take(overtaken);
    }
  };
  const forget = () => {
    setFile(undefined);
    if (machine !== undefined) {
      const { stateMachineArn } = machine;
      call<StateMachine>('DescribeStateMachine', { stateMachineArn }).then((now) => latest.current.onSaved(now), toast.failed);
    }
  };
  const change = useFileChange({ bench, machine, file, dirty, take, forget });
  return {
    save: useCallback(() => save(), [save]),
    busy,
    file,
    /** What is on the disk, when both have changed it. */
    change,
    compare: () => setOvertaken(change),
    take,
    overtaken: overtaken?.shown,
    settle,
  };
}

async function overtakingOf(error: unknown, name: string): Promise<Overtaking | undefined> {
  if (error instanceof Overtaken) {
    const { theirs } = error;
    return { machine: theirs, shown: { title: `${theirs.name} was saved by somebody else`, where: 'On the server', text: theirs.definition } };
  }
  const file = hasChanged(error) ? await readFile(name) : null;
  return file === null ? undefined : overtakenBy(file);
}

function overtakenBy(file: DefinitionFile): Overtaking {
  return { file, shown: { title: `${file.name} has changed on the disk`, where: 'On the disk', text: file.text } };
}

interface Watched {
  bench: Workbench;
  machine: StateMachine | undefined;
  file: DefinitionFile | undefined;
  dirty: boolean;
  take: (theirs: Overtaking) => void;
  forget: () => void;
}

/** Follows the file: without changes here it is read anew; else the change is there to be asked about. */
function useFileChange({ bench, machine, file, dirty, take, forget }: Watched): Overtaking | undefined {
  const change = useChangedFile(machine?.name ?? '', file);
  const name = file?.name ?? '';
  useEffect(() => {
    if (change === null) {
      forget();
      toast.failed(`${name} is gone. What is saved from here on is kept by the server alone.`);
    } else if (change !== undefined && !dirty) {
      take(overtakenBy(change));
      toast.done(`${name} has changed on the disk and was read anew`);
      bench.say(`${name} has changed on the disk and was read anew`);
    }
  }, [change, dirty]); // told once, however often the functions are made anew
  return change === undefined || change === null || !dirty ? undefined : overtakenBy(change);
}
