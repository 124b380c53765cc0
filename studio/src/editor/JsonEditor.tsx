import { Suspense, lazy } from 'react';
import { Loading } from '../design/States';
import type { EditorProps } from './CodeEditor';

const CodeEditor = lazy(() => import('./CodeEditor'));

/** An editor for JSON; its code is fetched when the first one is shown. */
export function JsonEditor(props: EditorProps) {
  return (
    <Suspense fallback={<Loading what="the editor" />}>
      <CodeEditor {...props} />
    </Suspense>
  );
}
