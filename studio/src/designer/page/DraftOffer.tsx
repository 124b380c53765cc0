import { History } from 'lucide-react';
import { Button } from '../../design/Button';
import type { Draft } from './draft';

/** Offers what was written here before and never saved. */
export function DraftOffer({ draft, onTake, onDrop }: { draft: Draft; onTake: () => void; onDrop: () => void }) {
  const when = new Date(draft.at).toLocaleString();
  return (
    <div className="banner designer-draft" data-status="caught" role="region" aria-label="Draft">
      <History size={16} aria-hidden />
      <div className="banner-text">There is a draft from {when} that was not saved.</div>
      <Button onClick={onTake}>Go on with it</Button>
      <Button kind="quiet" onClick={onDrop}>
        Discard it
      </Button>
    </div>
  );
}
