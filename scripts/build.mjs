// Builds every package with tsup, in dependency order: `node scripts/build.mjs [--if-stale]`.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureInstalled } from './ensure-install.mjs';
import { isMain, root, runNode } from './run-command.mjs';
import { filesBelow, newestModification, workspacePackages } from './workspace.mjs';

const TSUP = join(root, 'node_modules', 'tsup', 'dist', 'cli-default.js');
const SHARED_INPUTS = ['tsup.base.ts', 'scripts/constant-bindings.mjs', 'tsconfig.base.json', 'pnpm-lock.yaml'].map(
  (name) => join(root, name),
);

/**
 * Builds the packages whose `dist` is missing or older than their sources (all of them unless `ifStale`), and those
 * that depend on one that was built. Resolves to `{ code, output }` of the first failure, or code 0.
 */
export async function buildPackages({ ifStale = false, capture = true } = {}) {
  let output = '';
  let rebuild = !ifStale;
  for (const entry of workspacePackages()) {
    rebuild ||= isStale(entry);
    if (!rebuild) continue;
    if (!capture) process.stderr.write(`Building ${entry.name}\n`);
    const result = await runNode(TSUP, ['--silent'], { cwd: entry.folder, capture: true });
    output += result.output;
    if (result.code !== 0) return { code: result.code, output: `${entry.name} does not build\n${output}` };
    markBuilt(entry);
  }
  return { code: 0, output };
}

/** The marker lies in the cache, so that it is never packed; it counts only while `dist` is there. */
function markerOf({ folder, name }) {
  return {
    marker: join(root, 'node_modules', '.cache', 'build', name.replace('/', '__')),
    entry: join(folder, 'dist', 'index.js'),
  };
}

function isStale(entry) {
  const { marker, entry: built } = markerOf(entry);
  const inputs = [
    ...filesBelow(join(entry.folder, 'src')),
    join(entry.folder, 'package.json'),
    join(entry.folder, 'tsup.config.ts'),
    join(entry.folder, 'tsconfig.json'),
    ...SHARED_INPUTS,
  ];
  try {
    statSync(built);
    return statSync(marker).mtimeMs < newestModification(inputs);
  } catch {
    return true;
  }
}

function markBuilt(entry) {
  const { marker } = markerOf(entry);
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, '');
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  const { code, output } = await buildPackages({ ifStale: process.argv.includes('--if-stale'), capture: false });
  process.stderr.write(output);
  process.exitCode = code;
}
