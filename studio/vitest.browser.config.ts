import { defineConfig } from 'vitest/config';

/** The tests in a real browser, against the server at STEPWELL_URL: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    // One browser at a time, so that what one test measures is not another's work.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
