import { useQuery } from '@tanstack/react-query';
import { get, invokeFunction } from './client';

/** The Lambda API, as far as the Studio reads it. */
export interface FunctionConfiguration {
  FunctionName: string;
  FunctionArn: string;
  Runtime?: string;
  Handler?: string;
  CodeSize: number;
  CodeSha256: string;
  Description?: string;
  Timeout: number;
  MemorySize: number;
  LastModified: string;
  State?: string;
  StateReason?: string;
  Environment?: { Variables?: Record<string, string> };
}

const PATH = '/2015-03-31/functions';

export function useFunctions() {
  return useQuery({
    queryKey: ['functions'],
    refetchInterval: 10_000,
    queryFn: async ({ signal }) => {
      const page = await get<{ Functions: FunctionConfiguration[] }>(`${PATH}/?MaxItems=1000`, signal);
      return page.Functions.sort((a, b) => a.FunctionName.localeCompare(b.FunctionName));
    },
  });
}

export function useFunction(name: string) {
  return useQuery({
    queryKey: ['function', name],
    queryFn: ({ signal }) => get<FunctionConfiguration>(`${PATH}/${encodeURIComponent(name)}/configuration`, signal),
  });
}

export interface SourceFile {
  name: string;
  bytes: number;
  /** Missing when it is no text, or too much. */
  text?: string;
}

/** The files that a function was deployed with. */
export function useFunctionCode(name: string, sha256: string) {
  return useQuery({
    queryKey: ['function-code', name, sha256],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      get<{ files: SourceFile[]; more?: boolean }>(`/stepwell/functions/${encodeURIComponent(name)}/code`, signal),
  });
}

export interface Invoked {
  payload: string;
  /** How the function failed; nothing when it did not. */
  failed: string | undefined;
  /** The last lines that it wrote. */
  log: string;
  millis: number;
}

/** Calls a function as a task would, and waits for what it answers. */
export async function invoke(name: string, payload: string): Promise<Invoked> {
  const began = performance.now();
  const { text, headers } = await invokeFunction(`${PATH}/${encodeURIComponent(name)}/invocations`, payload);
  return {
    payload: text,
    failed: headers.get('X-Amz-Function-Error') ?? undefined,
    log: decode(headers.get('X-Amz-Log-Result') ?? ''),
    millis: performance.now() - began,
  };
}

function decode(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

export interface LogPart {
  text: string;
  after: string;
  cut: boolean;
}

/** The end of a function's log, or what came after an earlier part. */
export function functionLog(name: string, after: string | undefined, signal: AbortSignal): Promise<LogPart> {
  const rest = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
  return get<LogPart>(`/stepwell/functions/${encodeURIComponent(name)}/logs${rest}`, signal);
}
