import { test } from 'vitest';
import { editing, frames, moving, openings } from './speed';

test.runIf(process.env['STUDIO_SPEED'] === 'true')('how fast the Studio is', async () => {
  console.table([await editing(10), await editing(100), await editing(500)]);
  console.table([...(await moving(100)), ...(await moving(500))]);
  console.table(await openings());
  console.table([await frames(100), await frames(500)]);
}, 600_000);
