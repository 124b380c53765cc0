import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../../api/client';
import type { MachineType } from '../../api/types';
import { parseDefinition, type Definition } from '../../asl/definition';
import { place, read, type Finding, type Problem } from './document';

const PAUSE_MS = 350;

export interface Draft {
  text: string;
  language: 'json' | 'yaml';
  /** As the API takes it; nothing while the text can't be read. */
  json: string | undefined;
  problems: Problem[];
  /** Of the last text that could be read. */
  definition: Definition | undefined;
  /** Whether the server has yet to say what it thinks of the text. */
  checking: boolean;
}

/** A definition while it is written: checked by the server, drawn from the last text that could be read. */
export function useDraft(text: string, type: MachineType): Draft {
  const deferred = useDeferredValue(text);
  const written = useMemo(() => read(deferred), [deferred]);
  const json = useSettled(written.json);
  const checked = useQuery({
    enabled: json !== undefined,
    queryKey: ['validation', json, type],
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call<{ diagnostics: Finding[] }>(
        'ValidateStateMachineDefinition',
        { definition: json, type, severity: 'WARNING', maxResults: 100 },
        signal,
      ),
  });
  const last = useRef<Definition>(undefined);
  const definition = useMemo(() => {
    try {
      last.current = json === undefined ? last.current : parseDefinition(json);
    } catch {
      // the picture of what could be read stays
    }
    return last.current;
  }, [json]);
  const problems = useMemo(
    () => (written.json === undefined ? written.syntax : place(written, deferred, checked.data?.diagnostics ?? [])),
    [written, deferred, checked.data],
  );
  const checking = written.json !== undefined && (json !== written.json || checked.isFetching);
  return { text, language: written.language, json: written.json, problems, definition, checking };
}

/** A value once it has stayed the same for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
