import type { ReactNode } from 'react';
import { EditingContext, useEditing } from './editing';

/** Fields of a part of what is edited: names that two parts have, such as `Output`, say of which they are. */
export function Within({ part, children }: { part: string; children: ReactNode }) {
  const editing = useEditing();
  return <EditingContext value={{ ...editing, owner: `${part} of ${editing.owner}` }}>{children}</EditingContext>;
}
