import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../src/package-folder.ts';
import { scratchFolder } from './scratch-folder.ts';

/** A folder with what `lockstep init` copies: what runs on data keeps a cache beside it. */
export function templateCopy(): string {
  const folder = scratchFolder();
  cpSync(join(packageFolder, 'template'), folder, { recursive: true });
  return folder;
}
