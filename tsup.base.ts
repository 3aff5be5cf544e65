import { defineConfig, type Options } from 'tsup';
import { withConstants } from './scripts/constant-bindings.mjs';

/**
 * The one place for build settings; a package's `tsup.config.ts` names its entries only.
 *
 * Declarations resolve other workspace packages through their published types (no `source` condition), so that a
 * package's `.d.ts` imports `@lockstep/core` instead of holding a copy of it. Build in dependency order.
 */
export function definePackage(entry: Record<string, string>, bundling: Pick<Options, 'external' | 'noExternal'> = {}) {
  return defineConfig({
    ...bundling,
    entry,
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: false,
    plugins: [{ name: 'constant-bindings', renderChunk: (code) => ({ code: withConstants(code) }) }],
    dts: {
      compilerOptions: {
        composite: false,
        incremental: false,
        ignoreDeprecations: '6.0',
        customConditions: [],
      },
    },
  });
}
