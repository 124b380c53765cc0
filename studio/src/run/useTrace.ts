import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { follow, type Connection } from '../api/live';
import type { HistoryEvent } from '../api/types';
import type { Definition } from '../asl/definition';
import { Trace } from './trace';

export interface Followed {
  trace: Trace;
  /** Changes whenever the trace does. */
  version: number;
  connection: Connection;
}

/**
 * The steps of an execution, live.
 *
 * @param redriveCount as it is described: when it is more than the events tell, it is followed again
 * @param given the events of an execution that is not followed
 */
export function useTrace(executionArn: string, definition: Definition | undefined, redriveCount: number, given?: HistoryEvent[]): Followed {
  const trace = useMemo(() => new Trace(definition), [executionArn, definition]);
  const [version, setVersion] = useState(0);
  const [connection, setConnection] = useState<Connection>('connecting');
  const client = useQueryClient();
  const again = connection === 'ended' && redriveCount > trace.redrives;
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (again) {
      setRound((known) => known + 1);
    }
  }, [again]);
  useEffect(() => {
    if (definition === undefined || given !== undefined) {
      return;
    }
    return follow(executionArn, {
      known: () => trace.events.length,
      onEvents: (events) => {
        trace.add(events);
        setVersion((known) => known + 1); // not the own number of the trace: another one may have the same
      },
      onConnection: (next) => {
        setConnection(next);
        if (next === 'ended') {
          void client.invalidateQueries({ queryKey: ['execution', executionArn] });
        }
      },
    });
  }, [executionArn, definition, trace, client, round, given === undefined]);
  useEffect(() => {
    if (given !== undefined) {
      trace.add(given.slice(trace.events.length));
      setVersion((known) => known + 1); // not the own number of the trace: another one may have the same
      setConnection(trace.end === undefined ? 'live' : 'ended');
    }
  }, [trace, given]);
  return { trace, version, connection };
}
