import { test } from 'vitest';
import { frames, openings } from './speed';

test.runIf(process.env['STUDIO_SPEED'] === 'true')('how fast the execution view is', async () => {
  console.table(await openings());
  console.table([await frames(100), await frames(500)]);
});
