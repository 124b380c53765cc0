import { useQuery, type QueryClient } from '@tanstack/react-query';
import { ApiError, get, rememberCsrfToken, write } from './client';
import { useInfo } from './consoleQueries';
import type { Role } from './console';

/** Who looks at the Studio: nobody in particular, where the server asks nobody. */
export type Session =
  | { auth: 'none' }
  | { auth: 'sigv4'; accessKeyId: string; account: string; role: Role; csrfToken: string; expiresAt: string };

const KEY = ['session'];

/** The session; null when the server wants somebody to sign in first. */
export function useSession() {
  return useQuery({
    queryKey: KEY,
    staleTime: Infinity,
    retry: false,
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        return begun(await get<Session>('/session', signal));
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) {
          return null;
        }
        throw error;
      }
    },
  });
}

/** @throws ApiError when the key is refused */
export async function signIn(client: QueryClient, accessKeyId: string, secretAccessKey: string): Promise<void> {
  const session = await write<Session>('POST', '/session', { accessKeyId, secretAccessKey });
  client.setQueryData(KEY, begun(session));
  await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}

export async function signOut(client: QueryClient): Promise<void> {
  await write('DELETE', '/session').catch(() => undefined);
  forget(client);
}

/** Called when the server no longer knows the session; what was seen is forgotten with it. */
export function forget(client: QueryClient): void {
  if (client.getQueryData<Session | null>(KEY) !== null) {
    rememberCsrfToken(undefined);
    client.setQueryData(KEY, null);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }
}

function begun(session: Session): Session {
  rememberCsrfToken(session.auth === 'sigv4' ? session.csrfToken : undefined);
  return session;
}

export interface Rights {
  /** Starting, stopping, redriving, answering callbacks. */
  operate: boolean;
  /** Creating, changing and deleting machines, activities and functions. */
  define: boolean;
}

/** What whoever looks may do, so that nothing is offered that would be refused. */
export function useRights(): Rights {
  const session = useSession().data;
  const info = useInfo();
  const role = session?.auth === 'sigv4' ? session.role : (info.data?.role ?? 'admin');
  return { operate: role !== 'viewer', define: role === 'admin' };
}
