import { definePackage } from '../../tsup.base.ts';

// Bundled, the parts of zod that are used load ten times faster than the package: every backtest reads a configuration.
export default definePackage(
  { index: 'src/index.ts', 'config/index': 'src/config/index.ts' },
  { external: ['sqlite3'], noExternal: ['zod'] },
);
