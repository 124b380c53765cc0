import { useMemo } from 'react';
import { useAnyExecution } from '../../api/executions';
import type { Execution } from '../../api/types';
import { parseDefinition } from '../../asl/definition';
import type { PaintOf } from '../../graph/paint';
import { NOTHING_PICKED, paintOf } from '../../run/paint';
import type { Trace } from '../../run/trace';
import { useTrace } from '../../run/useTrace';

/** An execution that is followed beside what is designed. */
export interface Run {
  arn: string;
  execution: Execution;
  trace: Trace;
  version: number;
  paint: PaintOf;
}

/** The run that was started here last, as it goes. */
export function useRun(arn: string | undefined): Run | undefined {
  const { execution, definition: text, events } = useAnyExecution(arn ?? '', arn !== undefined);
  const definition = useMemo(() => (text === undefined ? undefined : parseDefinition(text)), [text]);
  const { trace, version } = useTrace(arn ?? '', definition, execution?.redriveCount ?? 0, events);
  const paint = useMemo(() => paintOf(trace, NOTHING_PICKED), [trace, version]);
  return arn === undefined || execution === undefined || definition === undefined
    ? undefined
    : { arn, execution, trace, version, paint };
}
