// Packs the packages as they would be published: `node scripts/pack.mjs` builds them and writes dist-packages/*.tgz.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackages } from './build.mjs';
import { ensureInstalled } from './ensure-install.mjs';
import { runPnpm } from './pnpm.mjs';
import { isMain, root } from './run-command.mjs';
import { workspacePackages } from './workspace.mjs';

const TARBALL_FOLDER = join(root, 'node_modules', '.cache', 'tarballs');

/** Path of a packed package. */
export function tarballOf({ name, manifest }) {
  return join(TARBALL_FOLDER, `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`);
}

/** Packs the built packages into a folder, which is emptied first; resolves to `{ code, output }`. */
export async function packPackages(destination = TARBALL_FOLDER) {
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  let output = '';
  for (const { folder } of workspacePackages()) {
    const result = await runPnpm(['pack', '--pack-destination', destination], { cwd: folder, capture: true });
    output += result.output;
    if (result.code !== 0) return { code: result.code, output };
  }
  return { code: 0, output };
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  const built = await buildPackages({ ifStale: true, capture: false });
  const { code, output } = built.code === 0 ? await packPackages(join(root, 'dist-packages')) : built;
  process.stderr.write(output);
  process.exitCode = code;
}
