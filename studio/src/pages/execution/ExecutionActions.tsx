import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleStop, RotateCcw } from 'lucide-react';
import { call } from '../../api/client';
import type { Execution } from '../../api/types';
import { Button } from '../../design/Button';

/** What can be done with an execution now. */
export function ExecutionActions({ execution }: { execution: Execution }) {
  const client = useQueryClient();
  const { executionArn } = execution;
  const act = useMutation({
    mutationFn: (operation: 'StopExecution' | 'RedriveExecution') => call(operation, { executionArn }),
    onSettled: () => client.invalidateQueries({ queryKey: ['execution', executionArn] }),
  });
  return (
    <div className="actions">
      {act.isError && (
        <span role="alert" className="action-error">
          {act.error.message}
        </span>
      )}
      {execution.status === 'RUNNING' && (
        <Button kind="danger" disabled={act.isPending} onClick={() => act.mutate('StopExecution')}>
          <CircleStop size={16} aria-hidden />
          Stop
        </Button>
      )}
      {execution.redriveStatus === 'REDRIVABLE' && (
        <Button kind="primary" disabled={act.isPending} onClick={() => act.mutate('RedriveExecution')}>
          <RotateCcw size={16} aria-hidden />
          Redrive
        </Button>
      )}
    </div>
  );
}
