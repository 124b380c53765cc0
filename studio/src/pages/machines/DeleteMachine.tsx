import { call } from '../../api/client';
import { useMachineNumbers } from '../../api/consoleQueries';
import { Confirm } from '../../design/Confirm';
import { count } from '../../design/numbers';
import { useAction } from '../../design/useAction';

interface Props {
  machine: { stateMachineArn: string; name: string };
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before a machine is deleted, and says what becomes of its executions. */
export function DeleteMachine({ machine: { stateMachineArn, name }, onClose, onDeleted }: Props) {
  const running = useMachineNumbers().data?.get(stateMachineArn)?.running ?? 0;
  const remove = useAction({
    run: () => call('DeleteStateMachine', { stateMachineArn }),
    done: () => (running > 0 ? `${name} is deleted once its executions have ended` : `${name} is deleted`),
    changes: ['machines', 'machine-numbers'],
    showsError: true,
    then: () => {
      onClose();
      onDeleted?.();
    },
  });
  return (
    <Confirm
      title={`Delete ${name}?`}
      action="Delete"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>Its versions, aliases and history go with it. This can't be undone.</p>
      {running > 0 && (
        <p>
          {count(running)} {running === 1 ? 'execution is' : 'executions are'} running: nothing new can be started, and
          the state machine is deleted when the last one has ended. Stop them first if they should not go on.
        </p>
      )}
    </Confirm>
  );
}
