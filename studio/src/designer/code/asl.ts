import type { Extension } from '@codemirror/state';
import type { Design } from '../document/design';

/** What the editor knows of the States Language. */
export function asl(_design: () => Design): Extension {
  return [];
}
