// Installs the workspace's dependencies when they are missing or differ from the lockfile; otherwise does nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPnpm } from './pnpm.mjs';
import { isMain, root } from './run-command.mjs';

const MINIMUM_NODE = [20, 19];

/** Makes sure that `node_modules` matches `pnpm-lock.yaml`; exits the process with an explanation when that fails. */
export async function ensureInstalled() {
  requireNode();
  if (isInstalled()) return;
  process.stderr.write('Installing dependencies (first run, or the lockfile changed)\n');
  const { code } = await runPnpm([
    'install',
    '--frozen-lockfile',
    '--config.confirm-modules-purge=false',
    '--config.minimum-release-age=0',
  ]);
  if (code === 0 && isInstalled()) return;
  process.stderr.write(
    'Dependencies could not be installed. Check that npm reaches its registry (`npm ping`). If package.json was edited,' +
      ' update the lockfile with `node scripts/pnpm.mjs install`. If sqlite3 does not compile, install Python 3, make and a' +
      " C++ compiler, and Node's headers where nodejs.org cannot be reached.\n",
  );
  process.exit(code === 0 ? 1 : code);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  process.stderr.write(
    `Node ${process.versions.node} is too old: Lockstep needs ${MINIMUM_NODE.join('.')} or newer.\n`,
  );
  process.exit(1);
}

/** pnpm keeps the lockfile it installed from beside the packages, so equality means that nothing has to be done. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.pnpm', 'lock.yaml');
  if (!existsSync(installed)) return false;
  if (readFileSync(installed, 'utf8') !== readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')) return false;
  return workspaceFolders().every((folder) => existsSync(join(folder, 'node_modules')) || !hasDependencies(folder));
}

function workspaceFolders() {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  return [root, join(root, 'examples'), ...packages].filter((folder) => existsSync(join(folder, 'package.json')));
}

function hasDependencies(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).length > 0;
}

if (isMain(import.meta.url)) await ensureInstalled();
