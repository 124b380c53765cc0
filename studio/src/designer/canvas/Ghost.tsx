import { useStoreApi, useReactFlow } from '@xyflow/react';
import { Cog } from 'lucide-react';
import { createPortal } from 'react-dom';
import { TYPE_ICONS } from '../../graph/nodes';
import { useDragging } from './dragging';
import { told } from './targets';

/** What is dragged, under the pointer, and in words what letting go would do. */
export function Ghost() {
  const { what, at, target, to } = useDragging();
  if (what === undefined) {
    return null;
  }
  if (what.kind === 'line') {
    return <Line from={what.from} how={what.how} to={to} />;
  }
  const Icon = TYPE_ICONS[what.type] ?? Cog;
  return createPortal(
    <div className="drag-ghost" style={{ transform: `translate(${at.x}px, ${at.y}px)` }} aria-hidden>
      <div className="drag-card">
        <span className="node-icon">
          <Icon size={16} />
        </span>
        <strong>{what.label}</strong>
      </div>
      <p data-nowhere={target === undefined || undefined}>
        {target === undefined ? 'Let go over the canvas' : told(target, what.kind === 'new' ? what.label : what.label)}
      </p>
    </div>,
    document.body,
  );
}

function Line({ from, how, to }: { from: string; how: 'next' | 'catch'; to: string | undefined }) {
  const { at } = useDragging();
  const flow = useReactFlow();
  const store = useStoreApi();
  const node = flow.getNode(from);
  const box = store.getState().domNode?.getBoundingClientRect();
  if (node === undefined || box === undefined) {
    return null;
  }
  const side = how === 'catch';
  const begin = flow.flowToScreenPosition({
    x: node.position.x + (node.width ?? 0) * (side ? 1 : 0.5),
    y: node.position.y + (side ? Math.min(26, (node.height ?? 0) / 2) : (node.height ?? 0)),
  });
  const words = to === undefined ? 'Let go for something new' : `${how === 'next' ? 'Next' : 'On errors'}: ${to}`;
  return createPortal(
    <div className="drag-line" data-how={how} aria-hidden>
      <svg>
        <path d={`M${begin.x},${begin.y}L${at.x},${at.y}`} />
        <circle cx={at.x} cy={at.y} r={4} />
      </svg>
      <p style={{ transform: `translate(${at.x + 12}px, ${at.y + 12}px)` }}>{words}</p>
    </div>,
    document.body,
  );
}
