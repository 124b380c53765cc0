import { Panel } from '@xyflow/react';
import { Download } from 'lucide-react';
import { colourOf } from '../design/colourOf';
import { saveFile } from '../design/saveFile';
import type { PlacedScope } from './layout';
import type { Paints } from './paint';
import { pictureOf } from './picture';

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

/** No browser draws a canvas that is larger. */
const MAX_SIDE = 16_000;

async function raster({ svg, width, height }: { svg: string; width: number; height: number }): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(2, MAX_SIDE / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large')) : resolve(blob))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
