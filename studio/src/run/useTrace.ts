import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { follow } from '../api/live';
import type { Definition } from '../asl/definition';
import { Trace } from './trace';

/** The steps of an execution, live; the version changes whenever they do. */
export function useTrace(executionArn: string, definition: Definition | undefined): { trace: Trace; version: number } {
  const trace = useMemo(() => new Trace(definition), [executionArn, definition]);
  const [version, setVersion] = useState(0);
  const client = useQueryClient();
  useEffect(() => {
    if (definition === undefined) {
      return;
    }
    return follow(
      executionArn,
      (events) => {
        trace.add(events);
        setVersion(trace.version);
      },
      () => void client.invalidateQueries({ queryKey: ['execution', executionArn] }),
    );
  }, [executionArn, definition, trace, client]);
  return { trace, version };
}
