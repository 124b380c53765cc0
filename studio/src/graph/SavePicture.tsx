import { Panel } from '@xyflow/react';
import { Download } from 'lucide-react';
import { colourOf } from '../design/colourOf';
import { saveFile } from '../design/saveFile';
import type { PlacedScope } from './layout';
import type { Paints } from './paint';
import { pictureOf } from './picture';
import { raster } from './raster';

interface Props {
  placed: PlacedScope;
  paints: Paints;
  name: string;
}

/** Saves the graph as it is painted now, all of it, in the colours of the page. */
export function SavePicture({ placed, paints, name }: Props) {
  const picture = () => pictureOf(placed, (state) => paints.of(state), colourOf);
  const saveSvg = () => saveFile(`${name}.svg`, new Blob([picture().svg], { type: 'image/svg+xml' }));
  const savePng = async () => saveFile(`${name}.png`, await raster(picture()));
  return (
    <Panel position="top-right" className="graph-tools">
      <Download size={14} aria-hidden />
      <button type="button" onClick={saveSvg} aria-label="Save the graph as SVG">
        SVG
      </button>
      <button type="button" onClick={() => void savePng()} aria-label="Save the graph as PNG">
        PNG
      </button>
    </Panel>
  );
}
