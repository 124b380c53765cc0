import type { StateMachine } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';

/** Two people changed one machine: nothing is lost without being asked. */
export function OvertakenDialog({ theirs, onAnswer }: { theirs: StateMachine; onAnswer: (answer: 'mine' | 'theirs' | 'neither') => void }) {
  return (
    <Dialog
      open
      onClose={() => onAnswer('neither')}
      title={`${theirs.name} was saved by somebody else`}
      actions={
        <>
          <Button onClick={() => onAnswer('neither')}>Not yet</Button>
          <Button onClick={() => onAnswer('theirs')}>Take theirs</Button>
          <Button kind="danger" onClick={() => onAnswer('mine')}>
            Save mine over it
          </Button>
        </>
      }
    >
      <p>It has changed since it was opened here. Taking theirs can be undone: what is drawn here stays in the history.</p>
    </Dialog>
  );
}
