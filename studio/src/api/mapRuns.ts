import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from './client';
import type { ExecutionItem, ExecutionStatus } from './types';

export interface MapRunCounts {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
  pendingRedrive?: number;
}

export interface MapRun {
  mapRunArn: string;
  executionArn: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  startDate: number;
  stopDate?: number;
  maxConcurrency: number;
  toleratedFailurePercentage: number;
  toleratedFailureCount: number;
  itemCounts: MapRunCounts;
  executionCounts: MapRunCounts;
  redriveCount?: number;
}

const REFRESH_MS = 1_000;

export function useMapRun(mapRunArn: string) {
  return useQuery({
    queryKey: ['map-run', mapRunArn],
    queryFn: ({ signal }) => call<MapRun>('DescribeMapRun', { mapRunArn }, signal),
    refetchInterval: (query) => (query.state.data?.status === 'RUNNING' ? REFRESH_MS : false),
  });
}

/** The child executions of a map run, newest first, a page at a time. */
export function useChildExecutions(mapRunArn: string, statusFilter: ExecutionStatus | undefined, running: boolean) {
  return useInfiniteQuery({
    queryKey: ['map-run-executions', mapRunArn, statusFilter],
    refetchInterval: running ? 2 * REFRESH_MS : false,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<{ executions: ExecutionItem[]; nextToken?: string }>(
        'ListExecutions',
        { mapRunArn, statusFilter, maxResults: 100, nextToken: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.nextToken,
  });
}
