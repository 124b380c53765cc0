/** ARNs: what is shown of them, and the addresses of the pages that show what they name. */

/** The name behind the kind: `execution:MACHINE:NAME` gives `NAME`. */
export function nameOf(arn: string): string {
  return arn.split(':').slice(7).join(':') || (arn.split(':')[6] ?? arn);
}

/** The machine that an execution, version or alias belongs to. */
export function machineArnOf(arn: string): string {
  const [a, partition, service, region, account, , machine] = arn.split(':');
  return [a, partition, service, region, account, 'stateMachine', machine?.split('/')[0]].join(':');
}

export function machineNameOf(arn: string): string {
  return arn.split(':')[6]?.split('/')[0] ?? arn;
}

const part = encodeURIComponent;

export const addresses = {
  machines: '/machines',
  create: '/create',
  /** Begins a new machine with the definition of another one. */
  copy: (arn: string) => `/create?from=${part(machineNameOf(arn))}`,
  machine: (arn: string) => `/machines/${part(machineNameOf(arn))}`,
  /** The designer, with a run on the canvas. */
  editAfter: (executionArn: string) => `/machines/${part(machineNameOf(executionArn))}/edit?run=${part(executionArn)}`,
  edit: (arn: string) => `/machines/${part(machineNameOf(arn))}/edit`,
  executions: '/executions',
  execution: (arn: string) => `/executions/${part(arn)}`,
  tasks: '/tasks',
  activities: '/activities',
  activity: (arn: string) => `/activities/${part(machineNameOf(arn))}`,
  functions: '/functions',
  function: (name: string) => `/functions/${part(name)}`,
  schedules: '/schedules',
  usage: '/usage',
  quarantine: '/quarantine',
  server: '/server',
  mapRun: (arn: string) => `/map-runs/${part(arn)}`,
};
