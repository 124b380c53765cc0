import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useMachineNumbers } from '../../api/consoleQueries';
import { useStateMachine, useVersions } from '../../api/queries';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { indented } from '../../design/Json';
import { Failed, Loading } from '../../design/States';
import { Compare, type Side } from './Compare';

interface Props {
  /** Of the machine, without a version. */
  machineArn: string;
  /** The text that is not saved yet. */
  draft?: string;
  /** The version to begin with, by its ARN. */
  version?: string;
  onClose: () => void;
}

const LIVE = 'live';
const DRAFT = 'draft';

/** Two of: the draft, what is live, and the versions. */
export default function CompareDialog({ machineArn, draft, version, onClose }: Props) {
  const versions = useVersions(machineArn);
  const running = useMachineNumbers().data?.get(machineArn)?.running;
  const [left, setLeft] = useState<string>();
  const [right, setRight] = useState<string>();
  const arns = (versions.data ?? []).map((item) => item.stateMachineVersionArn);
  const after = right ?? (draft === undefined ? LIVE : DRAFT);
  const before = left ?? version ?? (draft === undefined ? (arns[0] ?? LIVE) : LIVE);
  const first = useSide(machineArn, before, draft);
  const second = useSide(machineArn, after, draft);
  const options = [...(draft === undefined ? [] : [DRAFT]), LIVE, ...arns];
  const error = first.error ?? second.error ?? versions.error;
  return (
    <Dialog open wide title="Compare" onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <div className="compare-sides">
        <SideSelect label="Before" value={before} options={options} onChange={setLeft} />
        <ArrowRight size={16} aria-hidden />
        <SideSelect label="After" value={after} options={options} onChange={setRight} />
      </div>
      {error !== null && error !== undefined ? (
        <Failed error={error} />
      ) : first.side === undefined || second.side === undefined ? (
        <Loading what="the definitions" />
      ) : (
        <Compare before={first.side} after={second.side} running={running} />
      )}
    </Dialog>
  );
}

function SideSelect({ label, value, options, onChange }: { label: string; value: string; options: string[]; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {titleOf(option)}
          </option>
        ))}
      </select>
    </label>
  );
}

function useSide(machineArn: string, which: string, draft: string | undefined): { side: Side | undefined; error: unknown } {
  const stored = useStateMachine(which === LIVE ? machineArn : which, which !== DRAFT);
  const text = which === DRAFT ? draft : stored.data === undefined ? undefined : indented(stored.data.definition);
  return { side: text === undefined ? undefined : { title: titleOf(which), text }, error: which === DRAFT ? undefined : stored.error };
}

function titleOf(which: string): string {
  return which === DRAFT ? 'Draft' : which === LIVE ? 'Live' : `Version ${which.split(':').pop() ?? ''}`;
}
