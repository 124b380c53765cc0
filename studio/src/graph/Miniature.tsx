import { MiniMap } from '@xyflow/react';
import { useEffect, useState } from 'react';
import type { Paints } from './paint';
import type { GraphNode } from './toFlow';

const PAUSE_MS = 400;

/** The whole in small. It follows the paint a few times a second: it draws every state each time. */
export function Miniature({ paints }: { paints: Paints }) {
  const [nodeClass, setNodeClass] = useState(() => classOf(paints));
  useEffect(() => {
    let timer = 0;
    const leave = paints.subscribe(() => {
      timer ||= window.setTimeout(() => {
        timer = 0;
        setNodeClass(() => classOf(paints));
      }, PAUSE_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [paints]);
  return <MiniMap<GraphNode> pannable zoomable nodeClassName={nodeClass} ariaLabel="The whole graph in small" />;
}

function classOf(paints: Paints): (node: GraphNode) => string {
  return (node) => `mini-${(node.type === 'state' ? paints.of(node.id)?.status : undefined) ?? 'none'} mini-of-${node.type}`;
}
