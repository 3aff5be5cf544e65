import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Nearest folder above a file that holds a `package.json`; without one, the file's own folder. */
export function projectFolderOf(file: string): string {
  const start = dirname(file);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

/** Folder of an installed package as Node would find it from a folder, undefined when it is not installed. */
export function installedPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}
