import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { get, ApiError } from './client';
import {
  query,
  type ActivityDetail,
  type BulkOperation,
  type ExecutionFilter,
  type FoundExecution,
  type MachineNumbers,
  type MetricPoint,
  type NameFilter,
  type Quarantined,
  type ScheduleItem,
  type ServerInfo,
  type UsageReport,
  type WaitingTask,
} from './console';
import { useNotices } from './notices';

/** How often what is on screen is asked for again: rarely while the server tells what changes. */
function useRefresh(): number {
  return useNotices((notices) => notices.open) ? 20_000 : 3_000;
}

/** The server itself; also the sign of life that the connection's banner goes by. */
export function useInfo() {
  return useQuery({
    queryKey: ['info'],
    retry: false,
    queryFn: ({ signal }): Promise<ServerInfo> => get('/stepwell/info', signal),
    refetchInterval: (info) => (info.state.status === 'error' ? 1_000 : 5_000),
  });
}

/** All machines with what happened within some hours, by ARN. */
export function useMachineNumbers(hours = 24) {
  const refetchInterval = useRefresh();
  return useQuery({
    queryKey: ['machine-numbers', hours],
    refetchInterval,
    queryFn: async ({ signal }) => {
      const all = new Map<string, MachineNumbers>();
      let after: string | undefined;
      do {
        const page = await get<{ machines: MachineNumbers[]; next?: string }>(
          `/stepwell/machines${query({ hours, limit: 1000, after })}`,
          signal,
        );
        page.machines.forEach((machine) => all.set(machine.arn, machine));
        after = page.next;
      } while (after !== undefined);
      return all;
    },
  });
}

export function useMetrics(arn: string, hours: number) {
  const refetchInterval = useRefresh();
  return useQuery({
    queryKey: ['metrics', arn, hours],
    refetchInterval,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<MetricPoint[]> => {
      const path = `/stepwell/machines/${encodeURIComponent(arn)}/metrics${query({ hours })}`;
      return (await get<{ points: MetricPoint[] }>(path, signal)).points;
    },
  });
}

/** The executions that a filter lets through, newest first, a page at a time. */
export function useFoundExecutions(filter: ExecutionFilter, enabled = true) {
  const refetchInterval = useRefresh();
  return useInfiniteQuery({
    enabled,
    queryKey: ['found-executions', filter],
    refetchInterval,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get<{ executions: FoundExecution[]; next?: string; recent?: boolean }>(
        `/stepwell/executions${query({ ...filter, limit: 100, after: pageParam })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });
}

/** The executions of all machines whose names begin alike, the newest first. */
export function useNamedExecutions(filter: NameFilter, enabled: boolean, limit = 200) {
  const refetchInterval = useRefresh();
  return useQuery({
    enabled,
    queryKey: ['recent-executions', 'named', filter, limit],
    refetchInterval,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<{ executions: FoundExecution[]; more?: boolean }>(`/stepwell/executions${query({ ...filter, limit })}`, signal),
  });
}

export function useBulkOperation(id: string) {
  return useQuery({
    queryKey: ['bulk', id],
    queryFn: ({ signal }): Promise<BulkOperation> => get(`/stepwell/bulk/${encodeURIComponent(id)}`, signal),
    refetchInterval: (found) => (found.state.data === undefined || found.state.data.state === 'RUNNING' ? 500 : false),
  });
}

export interface UsageQuestion {
  from: string;
  to: string;
  machine?: string;
  freeTier: boolean;
}

/** Where the report is; with a format, where the same is as a file. */
export function usageAddress({ from, to, machine, freeTier }: UsageQuestion, format?: 'csv'): string {
  return `/stepwell/usage${query({ from, to, machine, freeTier, format })}`;
}

export function useUsage(question: UsageQuestion) {
  return useQuery({
    queryKey: ['usage', question],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<UsageReport> => get(usageAddress(question), signal),
  });
}

export function useWaitingTasks() {
  const refetchInterval = useRefresh();
  return useInfiniteQuery({
    queryKey: ['tasks'],
    refetchInterval,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get<{ tasks: WaitingTask[]; looked: number; next?: string }>(
        `/stepwell/tasks${query({ limit: 100, after: pageParam })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });
}

export function useActivity(arn: string) {
  return useQuery({
    queryKey: ['activity', arn],
    refetchInterval: 3_000,
    queryFn: ({ signal }) => get<ActivityDetail>(`/stepwell/activities/${encodeURIComponent(arn)}`, signal),
  });
}

/** All schedules, by name. */
export function useSchedules() {
  return useQuery({
    queryKey: ['schedules'],
    refetchInterval: 5_000,
    queryFn: async ({ signal }) => {
      const all: ScheduleItem[] = [];
      let after: string | undefined;
      do {
        const page = await get<{ schedules: ScheduleItem[]; next?: string }>(`/stepwell/schedules${query({ limit: 1000, after })}`, signal);
        all.push(...page.schedules);
        after = page.next;
      } while (after !== undefined);
      return all;
    },
  });
}

export function useQuarantine() {
  return useQuery({
    queryKey: ['quarantine'],
    refetchInterval: 10_000,
    queryFn: async ({ signal }) => {
      const page = await get<{ executions: Quarantined[] }>('/stepwell/quarantine', signal);
      return page.executions;
    },
  });
}

/** Whether an error says that the server can't be reached at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && (error.type === 'Unreachable' || [502, 503, 504].includes(error.status));
}
