import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { TransitionEdge } from '../../graph/edges';
import { useCanvas } from '../../graph/paint';
import type { GraphEdge } from '../../graph/toFlow';
import { useWorkbench } from '../page/workbench';
import { useDragging } from './dragging';
import { middleOf, takesMore } from './targets';

/** A transition, with the place on it where something can be put between. */
export const DesignEdge = memo(function DesignEdge(props: EdgeProps<GraphEdge>) {
  const { id, data } = props;
  const { far } = useCanvas();
  const bench = useWorkbench();
  const aimed = useDragging(({ target }) => target?.kind === 'edge' && target.edge === id);
  const open = useDragging(({ what }) => what !== undefined && what.kind !== 'line');
  if (data === undefined || data.points.length < 2) {
    return null;
  }
  const { x, y } = middleOf(data.points);
  const from = data.kind === 'start' ? 'the start' : data.from;
  const to = data.kind === 'end' ? 'the end' : data.to;
  return (
    <>
      <g className="design-edge" data-aimed={aimed || undefined} data-open={open || undefined}>
        <TransitionEdge {...props} />
      </g>
      {!far && takesMore(props) && (
        <EdgeLabelRenderer>
          <button
            type="button"
            tabIndex={-1}
            className="edge-add nopan"
            data-aimed={aimed || undefined}
            data-open={open || undefined}
            data-labelled={data.label === undefined ? undefined : true}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            aria-label={`Add a state between ${from} and ${to}`}
            title="Add a state here"
            onClick={() => bench.open({ kind: 'add', at: { kind: 'edge', id } })}
          >
            <Plus size={11} aria-hidden />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
