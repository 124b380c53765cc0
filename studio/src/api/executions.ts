import { useQuery } from '@tanstack/react-query';
import { call, get } from './client';
import { machineArnOf } from './arns';
import { useExecutedDefinition, useExecution } from './queries';
import type { Execution, ExecutionStatus, HistoryEvent, StateMachine } from './types';

/** An express execution is remembered for a while by the server, beside AWS's API. */
interface Recent {
  execution: {
    arn: string;
    name: string;
    machine: string;
    status: ExecutionStatus;
    startedAt: number;
    stoppedAt?: number;
    input?: string;
    output?: string;
    error?: string;
    cause?: string;
  };
  complete: boolean;
  events: HistoryEvent[];
}

export interface AnyExecution {
  execution: Execution | undefined;
  definition: string | undefined;
  /** Of an express execution: its events, which are not followed but asked for. */
  events: HistoryEvent[] | undefined;
  error: unknown;
  retry: () => void;
}

export const isExpress = (arn: string) => arn.split(':')[5] === 'express';

const REFRESH_MS = 1_000;

/** An execution, standard or express, with the definition that it runs. */
export function useAnyExecution(arn: string, enabled = true): AnyExecution {
  const express = isExpress(arn);
  const standard = useExecution(arn, enabled && !express);
  const executed = useExecutedDefinition(arn, enabled && !express);
  const recent = useQuery({
    enabled: enabled && express,
    queryKey: ['recent', arn],
    queryFn: ({ signal }) => get<Recent>(`/stepwell/executions/${encodeURIComponent(arn)}/recent`, signal),
    refetchInterval: (query) => (query.state.data?.complete === false ? REFRESH_MS : false),
  });
  const machine = useQuery({
    enabled: enabled && express,
    queryKey: ['machine', machineArnOf(arn)],
    queryFn: ({ signal }) => call<StateMachine>('DescribeStateMachine', { stateMachineArn: machineArnOf(arn) }, signal),
  });
  const retry = () => void Promise.all((express ? [recent, machine] : [standard, executed]).map((query) => query.refetch()));
  return express
    ? {
        execution: recent.data === undefined ? undefined : described(recent.data),
        definition: machine.data?.definition,
        events: recent.data?.events ?? [],
        error: recent.error ?? machine.error,
        retry,
      }
    : {
        execution: standard.data,
        definition: executed.data?.definition,
        events: undefined,
        error: standard.error ?? executed.error,
        retry,
      };
}

function described({ execution }: Recent): Execution {
  const { arn, machine, startedAt, stoppedAt, ...same } = execution;
  const times = stoppedAt === undefined ? {} : { stopDate: stoppedAt / 1000 };
  return { ...same, executionArn: arn, stateMachineArn: machine, startDate: startedAt / 1000, ...times };
}

/** What a run would have cost on AWS. */
export interface Cost {
  standard?: { transitions: number; usd: number };
  express?: { billedMillis: number; gbSeconds: number; usd: number; possible?: boolean; reason?: string };
}

/** @param ended asked once more then */
export function useCost(arn: string, ended: boolean) {
  return useQuery({
    queryKey: ['cost', arn, ended],
    retry: false,
    staleTime: ended ? Infinity : 5_000,
    queryFn: ({ signal }) => get<Cost>(`/stepwell/executions/${encodeURIComponent(arn)}/cost`, signal),
  });
}
