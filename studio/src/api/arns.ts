/** ARNs: what is shown of them, and the addresses of the pages that show what they name. */

/** The name behind the kind: `execution:MACHINE:NAME` gives `NAME`. */
export function nameOf(arn: string): string {
  return arn.split(':').slice(7).join(':') || (arn.split(':')[6] ?? arn);
}

/** The machine that an execution, version or alias belongs to. */
export function machineArnOf(arn: string): string {
  const [a, partition, service, region, account, , machine] = arn.split(':');
  return [a, partition, service, region, account, 'stateMachine', machine].join(':');
}

export function machineNameOf(arn: string): string {
  return arn.split(':')[6] ?? arn;
}

export const addresses = {
  machines: '/machines',
  machine: (arn: string) => `/machines/${encodeURIComponent(machineNameOf(arn))}`,
  execution: (arn: string) => `/executions/${encodeURIComponent(arn)}`,
};
