import { Copy, Download, Image } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { saveFile } from '../../design/saveFile';
import { Tabs } from '../../design/Tabs';
import { toast } from '../../design/toasts';
import { JsonEditor } from '../../editor/JsonEditor';
import type { Design } from '../document/design';
import './exporting.css';
import { exportedPicture, exportedText, TEXTS, type TextKind } from './exports';
import type { ExportSettings } from './settings';

interface Props {
  design: Design;
  settings: ExportSettings;
  onClose: () => void;
}

const KINDS = Object.fromEntries(Object.entries(TEXTS).map(([kind, { title }]) => [kind, title])) as Record<TextKind, string>;

/** The machine as other tools take it: looked at, copied or saved. */
export default function ExportDialog({ design, settings, onClose }: Props) {
  const [kind, setKind] = useState<TextKind>('json');
  const text = useMemo(() => exportedText(kind, design, settings), [kind, design, settings]);
  const name = settings.name || 'workflow';
  const copy = () => navigator.clipboard.writeText(text).then(() => toast.done(`${TEXTS[kind].title} is copied`), toast.failed);
  const savePicture = (format: 'svg' | 'png') =>
    exportedPicture(format, design).then((picture) => saveFile(`${name}.${format}`, picture), toast.failed);
  return (
    <Dialog
      open
      wide
      title={`Export ${settings.name}`}
      description={TEXTS[kind].about}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={() => void savePicture('svg')}>
            <Image size={16} aria-hidden />
            Graph as SVG
          </Button>
          <Button kind="quiet" onClick={() => void savePicture('png')}>
            <Image size={16} aria-hidden />
            Graph as PNG
          </Button>
          <Button onClick={() => void copy()}>
            <Copy size={16} aria-hidden />
            Copy
          </Button>
          <Button kind="primary" onClick={() => saveFile(`${name}${TEXTS[kind].file}`, new Blob([text], { type: TEXTS[kind].type }))}>
            <Download size={16} aria-hidden />
            Save {name.slice(0, 30)}
            {TEXTS[kind].file}
          </Button>
        </>
      }
    >
      <div className="export">
        <Tabs<TextKind> label="What it is exported as" tabs={KINDS} value={kind} onChange={setKind} />
        <JsonEditor key={kind} label={`${TEXTS[kind].title} of ${settings.name}`} value={text} readOnly language={TEXTS[kind].language} />
      </div>
    </Dialog>
  );
}
