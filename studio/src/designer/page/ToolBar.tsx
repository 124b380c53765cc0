import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Copy, Keyboard, Maximize, Minus, Plus, Redo2, Trash2, Undo2, type LucideIcon } from 'lucide-react';
import { COMMANDS, shownKeys } from './commands';
import { useBench, useWorkbench } from './workbench';

/** What hands reach for most, below the canvas. */
export function ToolBar() {
  const bench = useWorkbench();
  const flow = useReactFlow();
  const zoom = useStore((state) => state.transform[2]);
  const canUndo = useBench(({ history }) => history.done.length > 0);
  const canRedo = useBench(({ history }) => history.undone.length > 0);
  const chosen = useBench(({ history }) => history.selected.length > 0);
  Object.assign(bench.does, {
    fit: () => void flow.fitView({ padding: 0.1, maxZoom: 1 }),
    zoomIn: () => void flow.zoomIn(),
    zoomOut: () => void flow.zoomOut(),
  });
  return (
    <Panel position="bottom-center" className="canvas-tools">
      <Tool of="undo" icon={Undo2} off={!canUndo} />
      <Tool of="redo" icon={Redo2} off={!canRedo} />
      <span className="tools-gap" />
      <Tool of="duplicate" icon={Copy} off={!chosen} />
      <Tool of="delete" icon={Trash2} off={!chosen} />
      <span className="tools-gap" />
      <Tool of="out-zoom" icon={Minus} />
      <output aria-label="Zoom">{Math.round(zoom * 100)} %</output>
      <Tool of="in" icon={Plus} />
      <Tool of="fit" icon={Maximize} />
      <span className="tools-gap" />
      <Tool of="keys" icon={Keyboard} />
    </Panel>
  );
}

function Tool({ of, icon: Icon, off = false }: { of: string; icon: LucideIcon; off?: boolean }) {
  const bench = useWorkbench();
  const command = COMMANDS.find(({ id }) => id === of);
  if (command === undefined) {
    return null;
  }
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={command.label}
      title={`${command.label} (${shownKeys(command.keys[0] ?? '').join(' ')})`}
      disabled={off}
      onClick={() => command.run(bench)}
    >
      <Icon size={15} aria-hidden />
    </button>
  );
}
