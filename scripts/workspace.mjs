import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-command.mjs';

/** The publishable packages, dependencies before dependants: `{ name, folder, manifest }`. */
export function workspacePackages() {
  const found = readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest }));
  return inDependencyOrder(found);
}

function inDependencyOrder(packages) {
  const ordered = [];
  const remaining = new Set(packages);
  while (remaining.size > 0) {
    const names = new Set([...remaining].map((entry) => entry.name));
    const ready = [...remaining].filter((entry) => !runtimeDependencies(entry).some((name) => names.has(name)));
    if (ready.length === 0) throw new Error(`Packages depend on each other in a circle: ${[...names].join(', ')}`);
    for (const entry of ready) {
      ordered.push(entry);
      remaining.delete(entry);
    }
  }
  return ordered;
}

function runtimeDependencies({ manifest }) {
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
}

/** Every file below a folder (absolute paths); `node_modules` and `dist` are left out. */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** The newest modification time among files, in milliseconds; 0 when there are none. */
export function newestModification(files) {
  return files.reduce((newest, file) => Math.max(newest, statSync(file).mtimeMs), 0);
}
