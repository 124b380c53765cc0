import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { addresses } from '../../api/arns';
import { call } from '../../api/client';
import { useActivities } from '../../api/queries';
import { useRights } from '../../api/session';
import type { ActivityItem } from '../../api/types';
import { Button } from '../../design/Button';
import { Confirm } from '../../design/Confirm';
import { Copyable } from '../../design/Copyable';
import { Dialog } from '../../design/Dialog';
import { Page } from '../../design/Page';
import { Empty, Failed, Loading } from '../../design/States';
import { Ago } from '../../design/Time';
import { useAction } from '../../design/useAction';

/** The activities: work that a program of yours takes by polling. */
export default function ActivitiesPage() {
  const activities = useActivities();
  const { define } = useRights();
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<ActivityItem>();
  const create = define && (
    <Button kind="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden />
      Create activity
    </Button>
  );
  const items = activities.data ?? [];
  return (
    <Page title="Activities" actions={items.length > 0 && create}>
      <section className="card table-scroll" aria-label="Activities">
        {activities.isPending && <Loading what="the activities" />}
        {activities.isError && <Failed error={activities.error} onRetry={() => void activities.refetch()} />}
        {activities.isSuccess && items.length === 0 && (
          <Empty title="No activities">
            <span>An activity is work that waits for a program of yours, wherever it runs, to come and take it.</span>
            {create}
          </Empty>
        )}
        {items.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col" className="wide">
                  ARN
                </th>
                <th scope="col">Created</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.activityArn}>
                  <td>
                    <Link href={addresses.activity(item.activityArn)}>{item.name}</Link>
                  </td>
                  <td className="wide">
                    <Copyable text={item.activityArn} what={`the ARN of ${item.name}`} />
                  </td>
                  <td>
                    <Ago millis={item.creationDate * 1000} />
                  </td>
                  <td className="row-actions">
                    {define && (
                      <button type="button" className="icon-button" aria-label={`Delete ${item.name}`} onClick={() => setDeleting(item)}>
                        <Trash2 size={15} aria-hidden />
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
      {deleting !== undefined && <DeleteActivity activity={deleting} onClose={() => setDeleting(undefined)} />}
    </Page>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [, go] = useLocation();
  const create = useAction({
    run: () => call<{ activityArn: string }>('CreateActivity', { name }),
    done: () => `${name} is created`,
    changes: ['activities'],
    showsError: true,
    then: ({ activityArn }) => {
      onClose();
      go(addresses.activity(activityArn));
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Create an activity"
      onSubmit={() => name !== '' && create.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={name === '' || create.isPending} onClick={() => create.mutate()}>
            Create
          </Button>
        </>
      }
    >
      <label className="field">
        <span>Name</span>
        <input className="input" autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      {create.isError && (
        <p role="alert" className="action-error">
          {create.error.message}
        </p>
      )}
    </Dialog>
  );
}

function DeleteActivity({ activity: { activityArn, name }, onClose }: { activity: ActivityItem; onClose: () => void }) {
  const remove = useAction({
    run: () => call('DeleteActivity', { activityArn }),
    done: () => `${name} is deleted`,
    changes: ['activities'],
    showsError: true,
    then: onClose,
  });
  return (
    <Confirm title={`Delete ${name}?`} action="Delete" busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={onClose}>
      <p>Tasks that name it will fail. What waits for a worker already is not taken any more.</p>
    </Confirm>
  );
}
