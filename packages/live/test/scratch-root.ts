import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Folders in memory are enough where only processes die, not machines. */
const MEMORY_FOLDER = '/dev/shm';

/** Where folders of tests go that need no disk. */
export function scratchRoot(): string {
  return existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir();
}
