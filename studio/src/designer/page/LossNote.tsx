import { FileWarning } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/Button';
import { lostByApi } from '../document/design';
import { useBench, useWorkbench } from './workbench';

const WORDS = {
  comments: 'The server keeps this as JSON without its comments, as AWS does. They stay in this draft, in an exported file, and in a YAML file that stepwell dev deploys.',
  YAML: 'The server keeps this as JSON, as AWS does: when it is opened again, it is JSON. An exported file, or one that stepwell dev deploys, stays YAML.',
};

/** Says what saving does not keep, before it is saved. */
export function LossNote() {
  const bench = useWorkbench();
  const lost = useBench(({ history }) => lostByApi(history.design));
  const [read, setRead] = useState<typeof lost>();
  if (lost === undefined || lost === read) {
    return null;
  }
  return (
    <div className="banner designer-draft" data-status="caught" role="region" aria-label="What saving does not keep">
      <FileWarning size={16} aria-hidden />
      <div className="banner-text">{WORDS[lost]}</div>
      <Button onClick={() => bench.open({ kind: 'export' })}>Export…</Button>
      <Button kind="quiet" onClick={() => setRead(lost)}>
        All right
      </Button>
    </div>
  );
}
