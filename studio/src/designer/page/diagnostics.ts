import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { call } from '../../api/client';
import type { Finding, MachineType } from '../../api/types';
import { apiText, graphOf, rangeOf, type Design } from '../document/design';
import { isObject, type Path } from '../document/path';

/** Something that is wrong, where in the text, and with which state. */
export interface Diagnostic {
  severity: 'error' | 'warning';
  message: string;
  code: string;
  path: Path;
  state: string | undefined;
  from: number;
  to: number;
  line: number;
}

export interface Diagnostics {
  /** As the validator says them. */
  findings: readonly Finding[];
  all: readonly Diagnostic[];
  checking: boolean;
  /** Whether it can't be saved. */
  broken: boolean;
}

const PAUSE_MS = 250;
const NOTHING: readonly Finding[] = [];

/** What the server's validator says of a design, and why its text can't be read. */
export function useChecked(design: Design, type: MachineType): Diagnostics {
  const definition = useMemo(() => (design.problem === null ? apiText(design) : undefined), [design]);
  const settled = useSettled(definition);
  const empty = graphOf(design).states.size === 0;
  const answer = useQuery({
    enabled: settled !== undefined && !empty,
    queryKey: ['validation', settled, type],
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call<{ diagnostics: Finding[] }>(
        'ValidateStateMachineDefinition',
        { definition: settled, type, severity: 'WARNING', maxResults: 100 },
        signal,
      ),
  });
  return useMemo(() => {
    if (design.problem !== null) {
      const { message, from, to, line } = design.problem;
      return { findings: [], all: [{ severity: 'error', code: 'SYNTAX', path: [], state: undefined, message, from, to, line }], checking: false, broken: true };
    }
    const findings = empty ? NOTHING : (answer.data?.diagnostics ?? NOTHING);
    const all = findings.map((finding) => placed(design, finding));
    const broken = empty || all.some(({ severity }) => severity === 'error');
    return { findings, all, checking: definition !== settled || answer.isFetching, broken };
  }, [design, answer.data, answer.isFetching, definition, settled, empty]);
}

function placed(design: Design, { severity, code, message, location = '' }: Finding): Diagnostic {
  const path = pathOf(design, location);
  const { from, to } = rangeOf(design, path);
  const line = design.text.slice(0, from).split('\n').length;
  return { severity: severity === 'ERROR' ? 'error' : 'warning', code, message, path, state: stateOn(path), from, to, line };
}

/** `/States/A~1B/Choices[0]` and `/States/A~1B/Choices/0` are the same. */
function pathOf(design: Design, location: string): Path {
  let value: unknown = design.definition;
  const path: (string | number)[] = [];
  const parts = location.replace(/\[(\d+)\]/g, '/$1').split('/').slice(1);
  for (const part of parts.map((text) => text.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    const key = Array.isArray(value) ? Number(part) : part;
    path.push(key);
    value = Array.isArray(value) ? value[Number(part)] : isObject(value) ? value[part] : undefined;
  }
  return path;
}

/** The innermost state on a path. */
function stateOn(path: Path): string | undefined {
  const at = path.lastIndexOf('States');
  const name = at < 0 ? undefined : path[at + 1];
  return name === undefined ? undefined : String(name);
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

interface OfState {
  errors: readonly Diagnostic[];
  warnings: readonly Diagnostic[];
}

const NONE: OfState = { errors: [], warnings: [] };

const DiagnosticsContext = createContext<ReadonlyMap<string, OfState>>(new Map());

export const DiagnosticsProvider = DiagnosticsContext.Provider;

/** What is wrong, by the state that it is wrong with. */
export function byState(all: readonly Diagnostic[]): ReadonlyMap<string, OfState> {
  const found = new Map<string, { errors: Diagnostic[]; warnings: Diagnostic[] }>();
  for (const diagnostic of all) {
    if (diagnostic.state !== undefined) {
      const known = found.get(diagnostic.state) ?? { errors: [], warnings: [] };
      (diagnostic.severity === 'error' ? known.errors : known.warnings).push(diagnostic);
      found.set(diagnostic.state, known);
    }
  }
  return found;
}

export function useDiagnostics(state: string): OfState {
  return useContext(DiagnosticsContext).get(state) ?? NONE;
}
