import { lazy, Suspense, useState } from 'react';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { Loading } from '../../design/States';
import { useWorkbench } from './workbench';

const Compare = lazy(() => import('../compare/Compare').then((module) => ({ default: module.Compare })));

/** What somebody else saved while it was changed here. */
export interface Theirs {
  /** What happened, as a title. */
  title: string;
  /** Where theirs is: `On the disk`. */
  where: string;
  text: string;
}

export type Answer = 'mine' | 'theirs' | 'neither';

/** Two people changed one machine: nothing is lost without being asked. */
export function OvertakenDialog({ theirs, onAnswer }: { theirs: Theirs; onAnswer: (answer: Answer) => void }) {
  const bench = useWorkbench();
  const [compared, setCompared] = useState(false);
  return (
    <Dialog
      open
      wide={compared}
      onClose={() => onAnswer('neither')}
      title={theirs.title}
      actions={
        <>
          <Button onClick={() => onAnswer('neither')}>Not yet</Button>
          {!compared && <Button onClick={() => setCompared(true)}>Compare</Button>}
          <Button onClick={() => onAnswer('theirs')}>Take theirs</Button>
          <Button kind="danger" onClick={() => onAnswer('mine')}>
            Save mine over it
          </Button>
        </>
      }
    >
      <p>It has changed since it was opened here. Taking theirs can be undone: what is drawn here stays in the history.</p>
      {compared && (
        <Suspense fallback={<Loading what="the difference" />}>
          <Compare before={{ title: theirs.where, text: theirs.text }} after={{ title: 'Here', text: bench.design.text }} />
        </Suspense>
      )}
    </Dialog>
  );
}
