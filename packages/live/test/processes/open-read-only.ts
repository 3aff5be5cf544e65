// Opens a store whose file may not be written: `open-read-only.ts <file>`; prints code and message of the error.
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { Store } from '../../src/store/store.ts';

const NOBODY = 65_534;
const [file = ''] = process.argv.slice(2);
chmodSync(dirname(file), 0o777);
chmodSync(file, 0o444);
// The driver is loaded before the rights are given up, which may not reach the project's folder.
await import('sqlite3');
if (process.getuid?.() === 0) process.setuid?.(NOBODY);
try {
  await Store.open({ file });
  process.stdout.write('opened\n');
} catch (error) {
  process.stdout.write(error instanceof LockstepError ? `${error.code} ${error.message}\n` : `${String(error)}\n`);
}
