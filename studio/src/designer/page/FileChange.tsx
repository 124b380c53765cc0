import { FileClock } from 'lucide-react';
import { Button } from '../../design/Button';

interface Props {
  name: string;
  onCompare: () => void;
  onTake: () => void;
  onLater: () => void;
}

/** A file has changed on the disk while it was changed here, too. */
export function FileChange({ name, onCompare, onTake, onLater }: Props) {
  return (
    <div className="banner designer-draft" data-status="caught" role="region" aria-label="The file has changed">
      <FileClock size={16} aria-hidden />
      <div className="banner-text">{name} has changed on the disk, and here too.</div>
      <Button onClick={onCompare}>Compare</Button>
      <Button onClick={onTake}>Take theirs</Button>
      <Button kind="quiet" onClick={onLater}>
        Later
      </Button>
    </div>
  );
}
