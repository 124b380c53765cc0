import { Check, FileCode2, Play, Settings2 } from 'lucide-react';
import { Link } from 'wouter';
import { addresses } from '../../api/arns';
import { Button } from '../../design/Button';
import { FileMenu } from './FileMenu';
import type { Settings } from './machine';
import { useWorkbench } from './workbench';

interface Props {
  isNew: boolean;
  settings: Settings;
  onSettings: (settings: Settings) => void;
  /** What it is saved to, when that is a file. */
  file: string | undefined;
  dirty: boolean;
  busy: boolean;
  broken: boolean;
  onSave: () => void;
}

/** What is designed, and what is done with the whole of it. */
export function Head({ isNew, settings, onSettings, file, dirty, busy, broken, onSave }: Props) {
  const bench = useWorkbench();
  const { name, type } = settings;
  const unnamed = name.trim() === '';
  const label = isNew ? 'Create' : 'Save';
  return (
    <header className="designer-head">
      <nav className="crumbs" aria-label="Where this is">
        <Link href={addresses.machines}>State machines</Link> /
      </nav>
      {isNew ? (
        <input
          className="designer-name"
          aria-label="Name"
          aria-invalid={unnamed}
          value={name}
          maxLength={80}
          placeholder="Name"
          spellCheck={false}
          onChange={(event) => onSettings({ ...settings, name: event.target.value })}
        />
      ) : (
        <h1>
          <Link href={`/machines/${encodeURIComponent(name)}`}>{name}</Link>
        </h1>
      )}
      {isNew && <h1 className="visually-hidden">Create a state machine</h1>}
      <span className="tag">{type === 'EXPRESS' ? 'Express' : 'Standard'}</span>
      {file !== undefined && (
        <span className="designer-file" title={`Saved to ${file}, in the folder of stepwell dev`}>
          <FileCode2 size={13} aria-hidden />
          {file}
        </span>
      )}
      <span className="designer-saved" data-dirty={dirty || undefined}>
        {dirty ? 'Not saved' : isNew ? '' : (
          <>
            <Check size={13} aria-hidden /> {file === undefined ? 'Saved' : 'Saved to the file'}
          </>
        )}
      </span>
      <div className="actions">
        <FileMenu isNew={isNew} />
        <Button kind="quiet" title="Configure (Ctrl+,)" aria-label="Configure" onClick={() => bench.open({ kind: 'config' })}>
          <Settings2 size={15} aria-hidden />
          <span className="wide">Configure</span>
        </Button>
        <Button title="Run (Ctrl+Enter)" disabled={broken || busy || unnamed} onClick={() => bench.open({ kind: 'run' })}>
          <Play size={14} aria-hidden />
          Run
        </Button>
        <Button kind="primary" title={`${label} (Ctrl+S)`} disabled={broken || busy || unnamed || !(dirty || isNew)} onClick={onSave}>
          {label}
        </Button>
      </div>
    </header>
  );
}
