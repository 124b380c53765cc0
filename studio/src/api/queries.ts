import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from './client';
import type { ActivityItem, Alias, AliasItem, Execution, ExecutionItem, ExecutionStatus, StateMachine, StateMachineItem, VersionItem } from './types';

/** How often what may change is asked for again while it is on screen. */
const REFRESH_MS = 2_000;

/** All state machines, by name. */
export function useStateMachines() {
  return useQuery({
    queryKey: ['machines'],
    refetchInterval: REFRESH_MS * 2,
    queryFn: async ({ signal }) => {
      const all: StateMachineItem[] = [];
      let nextToken: string | undefined;
      do {
        const page: { stateMachines: StateMachineItem[]; nextToken?: string } = await call(
          'ListStateMachines',
          { maxResults: 1000, nextToken },
          signal,
        );
        all.push(...page.stateMachines);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return all;
    },
  });
}

export function useStateMachine(stateMachineArn: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['machine', stateMachineArn],
    queryFn: ({ signal }) => call<StateMachine>('DescribeStateMachine', { stateMachineArn }, signal),
  });
}

/** The executions of a machine, version or alias, newest first, a page at a time. */
export function useExecutions(stateMachineArn: string, statusFilter?: ExecutionStatus, enabled = true) {
  return useInfiniteQuery({
    enabled,
    queryKey: ['executions', stateMachineArn, statusFilter],
    refetchInterval: REFRESH_MS,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<{ executions: ExecutionItem[]; nextToken?: string }>(
        'ListExecutions',
        { stateMachineArn, statusFilter, maxResults: 100, nextToken: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.nextToken,
  });
}

export function useExecution(executionArn: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['execution', executionArn],
    queryFn: ({ signal }): Promise<Execution> => call('DescribeExecution', { executionArn }, signal),
    refetchInterval: (query) => (query.state.data?.status === 'RUNNING' ? REFRESH_MS : false),
  });
}

/** The definition that an execution uses. */
export function useExecutedDefinition(executionArn: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['executed', executionArn],
    staleTime: Infinity,
    queryFn: ({ signal }) => call<StateMachine>('DescribeStateMachineForExecution', { executionArn }, signal),
  });
}

export function useVersions(stateMachineArn: string) {
  return useQuery({
    queryKey: ['versions', stateMachineArn],
    queryFn: async ({ signal }) => {
      const params = { stateMachineArn, maxResults: 1000 };
      const page: { stateMachineVersions: VersionItem[] } = await call('ListStateMachineVersions', params, signal);
      return page.stateMachineVersions;
    },
  });
}

export function useAliases(stateMachineArn: string) {
  return useQuery({
    queryKey: ['aliases', stateMachineArn],
    queryFn: async ({ signal }) => {
      const params = { stateMachineArn, maxResults: 1000 };
      const page: { stateMachineAliases: AliasItem[] } = await call('ListStateMachineAliases', params, signal);
      return page.stateMachineAliases;
    },
  });
}

export function useAlias(stateMachineAliasArn: string | undefined) {
  return useQuery({
    enabled: stateMachineAliasArn !== undefined,
    queryKey: ['alias', stateMachineAliasArn],
    queryFn: ({ signal }) => call<Alias>('DescribeStateMachineAlias', { stateMachineAliasArn }, signal),
  });
}

/** All activities, by name. */
export function useActivities() {
  return useQuery({
    queryKey: ['activities'],
    queryFn: async ({ signal }) => {
      const all: ActivityItem[] = [];
      let nextToken: string | undefined;
      do {
        const page: { activities: ActivityItem[]; nextToken?: string } = await call(
          'ListActivities',
          { maxResults: 1000, nextToken },
          signal,
        );
        all.push(...page.activities);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return all.sort((a, b) => a.name.localeCompare(b.name));
    },
  });
}

export function useTags(resourceArn: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['tags', resourceArn],
    queryFn: async ({ signal }) => {
      const page: { tags: { key: string; value: string }[] } = await call('ListTagsForResource', { resourceArn }, signal);
      return page.tags;
    },
  });
}
