import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { BranchNode } from '../../graph/toFlow';
import { useDragging } from './dragging';

/** The frame of a branch; one that holds nothing says that something belongs there. */
export const DesignBranch = memo(function DesignBranch({ data }: NodeProps<BranchNode>) {
  const aimed = useDragging(({ target }) => target?.kind === 'empty' && target.scope.id === data.scope);
  return (
    <div className="branch design-branch" title={data.title} data-empty={data.empty || undefined} data-aimed={aimed || undefined}>
      {data.empty && <span>Drag a state here</span>}
    </div>
  );
});
