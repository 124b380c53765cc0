import { FileCode2, FileUp, GitCompare, Share } from 'lucide-react';
import { useRef } from 'react';
import { Menu } from '../../design/Menu';
import { toast } from '../../design/toasts';
import { converted, lostByApi } from '../document/design';
import { useWorkbench } from './workbench';

const MAX_FILE_BYTES = 1_048_576;

/** Definitions from files, to files, in the other notation, and beside what is live. */
export function FileMenu({ isNew }: { isNew: boolean }) {
  const bench = useWorkbench();
  const field = useRef<HTMLInputElement>(null);
  const open = async (file: File | undefined) => {
    if (file === undefined) {
      return;
    }
    if (file.size > MAX_FILE_BYTES) {
      toast.failed(`${file.name} is larger than a definition may be (1 MB)`);
      return;
    }
    const text = await file.text();
    bench.replace(text, `Open ${file.name}`);
  };
  const other = bench.design.format === 'json' ? 'yaml' : 'json';
  const notation = {
    label: `Write it in ${other.toUpperCase()}${lostByApi(bench.design) === 'comments' ? ', without the comments' : ''}`,
    icon: <FileCode2 size={15} />,
    onSelect: () => bench.write(converted(bench.design, other), `Write it in ${other.toUpperCase()}`),
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        aria-label="Definition to open"
        accept=".json,.yaml,.yml,.asl"
        onChange={(event) => {
          void open(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Menu
        label="File"
        text="File"
        items={[
          { label: 'Open a file…', icon: <FileUp size={15} />, onSelect: () => field.current?.click() },
          { label: 'Export…', icon: <Share size={15} />, onSelect: () => bench.open({ kind: 'export' }) },
          ...(isNew ? [] : [{ label: 'Compare with what is live…', icon: <GitCompare size={15} />, onSelect: () => bench.open({ kind: 'compare' }) }]),
          ...(bench.fixed === undefined ? [notation] : []),
        ]}
      />
    </>
  );
}
