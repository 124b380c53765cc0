/** No browser draws a canvas that is larger. */
const MAX_SIDE = 16_000;

/** A picture as pixels, twice as fine as on screen. */
export async function raster({ svg, width, height }: { svg: string; width: number; height: number }): Promise<Blob> {
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
