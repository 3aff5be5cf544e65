import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { Store, type StoreOptions } from '../src/store/store.ts';

const open: Store[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-live-'));
  folders.push(folder);
  return folder;
}

/** A store that is closed after the test. */
export async function openStore(
  options: Partial<StoreOptions> = {},
  file: string = join(scratchFolder(), 'store.db'),
): Promise<Store> {
  const store = await Store.open({ ...options, file });
  open.push(store);
  return store;
}
