import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of this package: both `src` and the built `dist` lie directly in it. */
export const packageFolder = fileURLToPath(new URL('..', import.meta.url));

/** Version of this package, which is also that of `@lockstep/core` and `@lockstep/backtester` in new projects. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;
}
