import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'packages/runner/template/*.test.ts',
      '{conformance,gauntlet,bench,examples,docs}/**/*.test.ts',
    ],
    // Properties take their time on a loaded machine.
    testTimeout: 30_000,
    // The main process only waits: without this one core of a small machine stands idle.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-d.ts'],
      reporter: ['json-summary'],
      reportsDirectory: 'coverage',
    },
  },
});
