import type { ReactFlowProps } from '@xyflow/react';
import type { GraphEdge, GraphNode } from './toFlow';

/** A graph that is looked at, and not drawn on; the keyboard is ours. */
export const LOOKED_AT = {
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  onlyRenderVisibleElements: true,
  minZoom: 0.08,
  maxZoom: 1.6,
  proOptions: { hideAttribution: true },
} satisfies ReactFlowProps<GraphNode, GraphEdge>;
