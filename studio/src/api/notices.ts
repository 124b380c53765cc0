import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';

/** Whether the server tells at this moment what changes, so that lists need no polling. */
export const useNotices = create<{ open: boolean }>(() => ({ open: false }));

interface Change {
  kind: 'execution' | 'machine';
  arn: string;
}

/** At most so often lists are asked for again. */
const PAUSE_MS = 700;
const LONGEST_WAIT_MS = 15_000;

/**
 * Follows what changes on the server and lets the lists that show it be asked for again. A stream that
 * was made again may have missed something, so then everything is.
 *
 * @returns ends it
 */
export function followNotices(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let timer = 0;
  let wait = 1_000;
  let kinds = new Set<Change['kind']>();
  let pause = 0;
  const flush = () => {
    pause = 0;
    const changed = kinds;
    kinds = new Set();
    void refresh(client, changed);
  };
  const note = (found: Iterable<Change['kind']>) => {
    for (const kind of found) {
      kinds.add(kind);
    }
    pause ||= window.setTimeout(flush, PAUSE_MS);
  };
  const connect = () => {
    source = new EventSource('/stepwell/live');
    source.onopen = () => {
      wait = 1_000;
      useNotices.setState({ open: true });
      note(['execution', 'machine']);
    };
    source.addEventListener('changes', (message: MessageEvent<string>) => {
      const { changes = [], missed } = JSON.parse(message.data) as { changes?: Change[]; missed?: boolean };
      note(missed === true ? ['execution', 'machine'] : changes.map((change) => change.kind));
    });
    source.onerror = () => {
      source?.close();
      useNotices.setState({ open: false });
      timer = window.setTimeout(connect, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    };
  };
  connect();
  return () => {
    source?.close();
    clearTimeout(timer);
    clearTimeout(pause);
    useNotices.setState({ open: false });
  };
}

const LISTS = {
  execution: ['executions', 'found-executions', 'machine-numbers', 'metrics', 'tasks', 'recent-executions'],
  machine: ['machines', 'machine', 'machine-numbers', 'versions', 'aliases'],
} as const;

async function refresh(client: QueryClient, kinds: ReadonlySet<Change['kind']>): Promise<void> {
  const names = new Set<unknown>([...kinds].flatMap((kind) => LISTS[kind]));
  await client.invalidateQueries({ predicate: ({ queryKey }) => names.has(queryKey[0]) });
}
