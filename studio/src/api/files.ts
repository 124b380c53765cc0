import { useQuery } from '@tanstack/react-query';
import { ApiError, getUnless, write } from './client';

/** The file that `stepwell dev` deploys a machine from. */
export interface DefinitionFile {
  /** The path below the folder. */
  name: string;
  text: string;
  /** Another one whenever the bytes are others. */
  digest: string;
}

const LOOK_MS = 1_500;

const pathOf = (machine: string) => `/stepwell/files/${encodeURIComponent(machine)}`;
const tagOf = (digest: string) => `"${digest}"`;

/** @returns null when the machine comes from no file */
export async function readFile(machine: string, signal?: AbortSignal): Promise<DefinitionFile | null> {
  return noneAsNull(getUnless<DefinitionFile>(pathOf(machine), undefined, signal).then((file) => file ?? null));
}

/**
 * Writes the file and deploys the machine from it.
 *
 * @param digest of what was read; when the file has another one it stays, and the status is 412
 * @returns also why the machine is still the one before, if it is
 */
export function writeFile(machine: string, text: string, digest: string): Promise<DefinitionFile & { problem?: string }> {
  return write('PUT', pathOf(machine), { text }, { 'If-Match': tagOf(digest) });
}

export function hasChanged(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** What a file is when it is opened. */
export function useDefinitionFile(machine: string, enabled: boolean) {
  return useQuery({ enabled, queryKey: ['file', machine], gcTime: 0, staleTime: Infinity, queryFn: ({ signal }) => readFile(machine, signal) });
}

/**
 * The file when it is no longer the one that is known; null when it is gone. Looked at while the page is,
 * because the file system tells nobody else.
 */
export function useChangedFile(machine: string, known: DefinitionFile | undefined): DefinitionFile | null | undefined {
  const digest = known?.digest;
  return useQuery({
    enabled: digest !== undefined,
    queryKey: ['file-change', machine, digest],
    gcTime: 0,
    retry: false,
    refetchInterval: LOOK_MS,
    queryFn: async ({ signal }) => {
      const change = await noneAsNull(getUnless<DefinitionFile>(pathOf(machine), tagOf(digest ?? ''), signal));
      return { change };
    },
  }).data?.change;
}

async function noneAsNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) {
      return null;
    }
    throw error;
  }
}
