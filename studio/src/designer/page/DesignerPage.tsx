import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { addresses } from '../../api/arns';
import { useInfo } from '../../api/consoleQueries';
import { useDefinitionFile, type DefinitionFile } from '../../api/files';
import { useStateMachine, useStateMachines, useTags } from '../../api/queries';
import type { StateMachine } from '../../api/types';
import { indented } from '../../design/Json';
import { useTitle } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { emptyDesign, formatOfFile, openDesign } from '../document/design';
import { Designer } from './Designer';
import { handed, taken } from './handover';
import { laidOut, NO_LOGGING, type Settings, type Tag } from './machine';
import { Workbench } from './workbench';

/** A new machine: from nothing, or as a copy of another one. */
export function NewMachine() {
  useTitle('Create a state machine');
  const [params] = useSearchParams();
  const from = params.get('from') ?? undefined;
  const info = useInfo();
  const machines = useStateMachines();
  const arn = machines.data?.find(({ name }) => name === from)?.stateMachineArn;
  const original = useStateMachine(arn ?? '', arn !== undefined);
  if (machines.data === undefined || info.isPending || (arn !== undefined && original.isPending)) {
    return <Loading what="the designer" />;
  }
  const taken = new Set(machines.data.map(({ name }) => name));
  const role = `arn:aws:iam::${info.data?.account ?? '123456789012'}:role/stepwell`;
  return <Fresh key={from} name={freeName(taken, from)} role={role} original={original.data} />;
}

function freeName(taken: ReadonlySet<string>, from: string | undefined): string {
  const wanted = from === undefined ? 'MyWorkflow' : `${from}-copy`;
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted}${i}`;
    if (!taken.has(name)) {
      return name;
    }
  }
}

function Fresh({ name, role, original }: { name: string; role: string; original: StateMachine | undefined }) {
  const [bench] = useState(
    () => new Workbench(original === undefined ? emptyDesign('json') : openDesign(indented(original.definition), 'json')),
  );
  const [begin] = useState<Settings>(() => ({
    name,
    type: original?.type ?? 'STANDARD',
    roleArn: original?.roleArn ?? role,
    logging: NO_LOGGING,
    tags: [],
    publish: false,
    versionDescription: '',
  }));
  return <Designer bench={bench} begin={begin} machine={undefined} />;
}

/** Changes a machine; running executions go on with what they began with. */
export function EditMachine({ name }: { name: string }) {
  useTitle(`Edit ${name}`);
  const [known] = useState(() => handed(name));
  useEffect(() => taken(name), [name]);
  return known === undefined ? <Asked name={name} /> : <Designer bench={known.bench} begin={known.settings} machine={known.machine} />;
}

function Asked({ name }: { name: string }) {
  const machines = useStateMachines();
  const arn = machines.data?.find((item) => item.name === name)?.stateMachineArn;
  const machine = useStateMachine(arn ?? '', arn !== undefined);
  const tags = useTags(arn ?? '', arn !== undefined);
  const info = useInfo();
  const inFiles = info.data?.parts.includes('files') ?? false;
  const file = useDefinitionFile(name, arn !== undefined && inFiles);
  if (machines.isSuccess && arn === undefined) {
    return (
      <Empty page title={`There is no state machine “${name}”`}>
        <Link href={addresses.machines}>To the state machines</Link>
      </Empty>
    );
  }
  if (machine.isError) {
    return <Failed error={machine.error} onRetry={() => void machine.refetch()} />;
  }
  if (file.isError) {
    return <Failed error={file.error} onRetry={() => void file.refetch()} />;
  }
  if (machine.data === undefined || tags.data === undefined || info.isPending || (inFiles && file.data === undefined)) {
    return <Loading what="the designer" />;
  }
  return <Existing key={machine.data.stateMachineArn} machine={machine.data} tags={tags.data} file={file.data ?? undefined} />;
}

interface Known {
  machine: StateMachine;
  tags: readonly Tag[];
  file: DefinitionFile | undefined;
}

function Existing({ machine, tags, file }: Known) {
  const [opened] = useState(machine);
  const [from] = useState(file);
  const [params] = useSearchParams();
  const [bench] = useState(() => {
    const made = from === undefined ? new Workbench(openDesign(laidOut(opened.definition), 'json')) : benchOf(from);
    const run = params.get('run');
    if (run !== null) {
      made.began(run);
    }
    return made;
  });
  const [begin] = useState<Settings>(() => ({
    name: opened.name,
    type: opened.type,
    roleArn: opened.roleArn,
    logging: opened.loggingConfiguration ?? NO_LOGGING,
    tags,
    publish: false,
    versionDescription: '',
  }));
  return <Designer bench={bench} begin={begin} machine={opened} file={from} />;
}

/** A file is edited as it is written, and keeps its notation. */
function benchOf({ name, text }: DefinitionFile): Workbench {
  const format = formatOfFile(name);
  return new Workbench(openDesign(text, format), format);
}
