import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-command.mjs';

/** Where the error codes are declared, relative to the root. */
export const ERROR_CODES_FILE = 'packages/core/src/errors/error-codes.ts';

/** Loads the table of error codes and their meanings from its TypeScript source. */
export async function loadErrorCodes() {
  const { transform } = await import('esbuild');
  const { code } = await transform(readFileSync(join(root, ERROR_CODES_FILE), 'utf8'), { loader: 'ts' });
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return module.ERROR_CODES;
}
