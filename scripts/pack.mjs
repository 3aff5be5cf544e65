import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runPnpm } from './pnpm.mjs';
import { root } from './run-command.mjs';
import { workspacePackages } from './workspace.mjs';

const TARBALL_FOLDER = join(root, 'node_modules', '.cache', 'tarballs');

/** Path of a packed package. */
export function tarballOf({ name, manifest }) {
  return join(TARBALL_FOLDER, `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`);
}

/** Packs the built packages as they would be published; resolves to `{ code, output }`. */
export async function packPackages() {
  rmSync(TARBALL_FOLDER, { recursive: true, force: true });
  mkdirSync(TARBALL_FOLDER, { recursive: true });
  let output = '';
  for (const { folder } of workspacePackages()) {
    const result = await runPnpm(['pack', '--pack-destination', TARBALL_FOLDER], { cwd: folder, capture: true });
    output += result.output;
    if (result.code !== 0) return { code: result.code, output };
  }
  return { code: 0, output };
}
