import { call } from '../../api/client';
import type { LoggingConfiguration, MachineType, StateMachine } from '../../api/types';
import { indented } from '../../design/Json';
import { apiText, type Design } from '../document/design';

/** What a machine is beside its definition. */
export interface Settings {
  name: string;
  type: MachineType;
  roleArn: string;
  logging: LoggingConfiguration;
  tags: readonly Tag[];
  /** Whether saving makes a version, and what is said about it. */
  publish: boolean;
  versionDescription: string;
}

export interface Tag {
  key: string;
  value: string;
}

export const NO_LOGGING: LoggingConfiguration = { level: 'OFF', includeExecutionData: false, destinations: [] };

/** Somebody else saved since it was opened. */
export class Overtaken extends Error {
  constructor(readonly theirs: StateMachine) {
    super('It was saved by somebody else since it was opened here');
  }
}

export interface Saved {
  stateMachineArn: string;
  version: string | undefined;
}

/** @throws ApiError when the server refuses it */
export async function createMachine(design: Design, settings: Settings): Promise<Saved> {
  const { name, type, roleArn, logging, tags, publish, versionDescription } = settings;
  const made = await call<{ stateMachineArn: string; stateMachineVersionArn?: string }>('CreateStateMachine', {
    name,
    type,
    roleArn,
    definition: apiText(design),
    ...(logging.level === 'OFF' ? {} : { loggingConfiguration: logging }),
    ...(tags.length === 0 ? {} : { tags }),
    ...published(publish, versionDescription),
  });
  return { stateMachineArn: made.stateMachineArn, version: made.stateMachineVersionArn?.split(':').pop() };
}

/**
 * @param known what it was when it was opened, or saved last
 * @throws Overtaken unless `force`, when it has changed since
 */
export async function updateMachine(design: Design, settings: Settings, known: StateMachine, was: readonly Tag[], force = false): Promise<Saved> {
  const { stateMachineArn } = known;
  const now = await call<StateMachine>('DescribeStateMachine', { stateMachineArn });
  if (!force && now.definition !== known.definition) {
    throw new Overtaken(now);
  }
  const { roleArn, logging, tags, publish, versionDescription } = settings;
  const updated = await call<{ stateMachineVersionArn?: string }>('UpdateStateMachine', {
    stateMachineArn,
    definition: savedText(design, known),
    roleArn,
    loggingConfiguration: logging,
    ...published(publish, versionDescription),
  });
  await saveTags(stateMachineArn, was, tags);
  return { stateMachineArn, version: updated.stateMachineVersionArn?.split(':').pop() };
}

/** As it was written; only what stands on a single line is broken into several. */
export function laidOut(definition: string): string {
  return definition.trim().includes('\n') ? definition : indented(definition);
}

/** What the server gets: the bytes that it has, when all that is different is that they were laid out to be read. */
export function savedText(design: Design, known: StateMachine | undefined): string {
  return known !== undefined && design.text === laidOut(known.definition) ? known.definition : apiText(design);
}

/** What is saved beside a definition that comes from a file: only what is different, because the file deploys itself. */
export async function updateSettings(settings: Settings, { stateMachineArn }: StateMachine, was: Settings): Promise<Saved> {
  const { roleArn, logging, tags, publish, versionDescription } = settings;
  const changed = roleArn !== was.roleArn || JSON.stringify(logging) !== JSON.stringify(was.logging);
  const updated =
    changed || publish
      ? await call<{ stateMachineVersionArn?: string }>('UpdateStateMachine', {
          stateMachineArn,
          roleArn,
          loggingConfiguration: logging,
          ...published(publish, versionDescription),
        })
      : {};
  await saveTags(stateMachineArn, was.tags, tags);
  return { stateMachineArn, version: updated.stateMachineVersionArn?.split(':').pop() };
}

function published(publish: boolean, versionDescription: string): object {
  return publish ? { publish, ...(versionDescription === '' ? {} : { versionDescription }) } : {};
}

async function saveTags(resourceArn: string, was: readonly Tag[], tags: readonly Tag[]): Promise<void> {
  const gone = was.filter(({ key }) => !tags.some((tag) => tag.key === key)).map(({ key }) => key);
  const fresh = tags.filter((tag) => !was.some(({ key, value }) => key === tag.key && value === tag.value));
  if (gone.length > 0) {
    await call('UntagResource', { resourceArn, tagKeys: gone });
  }
  if (fresh.length > 0) {
    await call('TagResource', { resourceArn, tags: fresh });
  }
}
