import type { LoggingConfiguration, MachineType } from '../../api/types';

/** What a machine is beside its definition, as far as the exports say it. */
export interface ExportSettings {
  readonly name: string;
  readonly type: MachineType;
  readonly roleArn: string;
  readonly logging?: LoggingConfiguration;
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

/** The log group that is written to, when anything is. */
export function logGroupOf({ logging }: ExportSettings): string | undefined {
  const destination = logging?.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  return logging === undefined || logging.level === 'OFF' ? undefined : destination;
}
