import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backupsOf } from './damage.ts';

/** File of a deployment's store in the folder of all deployments. */
export function storeFileOf(folder: string, deployment: string): string {
  return join(folder, deployment, 'store.db');
}

/** Names of the deployments in a folder, sorted; also those of whose store only backups are left. */
export function deploymentsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => {
      const file = storeFileOf(folder, name);
      return existsSync(file) || backupsOf(file).length > 0;
    })
    .sort();
}
