import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { buildPackages } from './build.mjs';
import { apiReports } from './generate-api-report.mjs';
import { packPackages, tarballOf } from './pack.mjs';
import { root, runCommand, runNode } from './run-command.mjs';
import { runTool } from './static-checks.mjs';
import { filesBelow, workspacePackages } from './workspace.mjs';

/** Checks of what would be published, in order: build, pack, then each tarball, then all of them in an empty project. */
export function packageChecks() {
  const packages = workspacePackages();
  return [
    { name: 'build', run: () => buildPackages() },
    { name: 'API report', fix: 'node scripts/generate-api-report.mjs', run: () => apiReports({ check: true }) },
    { name: 'pack', run: packPackages },
    ...packages.map((entry) => ({
      name: `bundles of ${entry.name}`,
      fix: 'import other packages by their names, and list them under dependencies',
      run: () => Promise.resolve(foreignSources(entry)),
    })),
    ...packages.map((entry) => ({
      name: `publint ${entry.name}`,
      run: () => runTool('publint', 'publint', ['run', tarballOf(entry), '--strict']),
    })),
    ...packages.map((entry) => ({
      name: `are the types wrong ${entry.name}`,
      run: () =>
        runTool('@arethetypeswrong/cli', 'attw', [
          tarballOf(entry),
          '--profile',
          'esm-only',
          '--no-emoji',
          '--no-color',
        ]),
    })),
    { name: 'install the tarballs, import every entry, run a new project', run: importFromTarballs },
  ];
}

/**
 * A bundle that holds another package's sources would put a second copy of its classes into a program. What is listed
 * under `devDependencies` and bundled all the same is meant to be.
 */
function foreignSources({ folder, manifest }) {
  const maps = filesBelow(join(folder, 'dist')).filter((file) => file.endsWith('.map'));
  const meant = Object.keys(manifest.devDependencies ?? {}).map((name) => `/node_modules/${name}/`);
  const isMeant = (source) => meant.some((part) => source.includes(part));
  const foreign = (file, source) =>
    !resolve(dirname(file), source).startsWith(join(folder, 'src') + sep) && !isMeant(source);
  const findings = maps.flatMap((file) =>
    JSON.parse(readFileSync(file, 'utf8'))
      .sources.filter((source) => foreign(file, source))
      .map((source) => `${relative(root, file)} holds ${source}\n`),
  );
  return { code: findings.length === 0 ? 0 : 1, output: findings.join('') };
}

async function importFromTarballs() {
  const project = mkdtempSync(join(tmpdir(), 'lockstep-consumer-'));
  try {
    const packages = workspacePackages();
    const dependencies = Object.fromEntries(packages.map((entry) => [entry.name, `file:${tarballOf(entry)}`]));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }));
    // Without install scripts sqlite3 stays uncompiled: every entry has to load, and backtests have to run, all the same.
    const installed = await runCommand('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: project,
      capture: true,
      shell: process.platform === 'win32',
    });
    if (installed.code !== 0) return installed;
    const entries = packages.flatMap(({ name, manifest }) =>
      Object.keys(manifest.exports)
        .filter((subpath) => !subpath.endsWith('.json'))
        .map((subpath) => name + subpath.slice(1)),
    );
    writeFileSync(join(project, 'import.mjs'), entries.map((entry) => `await import('${entry}');\n`).join(''));
    const imported = await runNode(join(project, 'import.mjs'), [], { cwd: project, capture: true });
    if (imported.code !== 0) return imported;
    const refused = await openStoreWithoutDriver(project);
    return refused.code === 0 ? await runTemplate(project) : refused;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** Where sqlite3 is not compiled, opening a store says so; everything else works. */
function openStoreWithoutDriver(project) {
  const lines = [
    "import { Store } from '@lockstep/live';",
    "const error = await Store.open({ file: 'store.db' }).catch((thrown) => thrown);",
    "if (error.code !== 'STORE_DRIVER_MISSING') throw new Error('expected STORE_DRIVER_MISSING', { cause: error });",
  ];
  writeFileSync(join(project, 'store.mjs'), lines.join('\n'));
  return runNode(join(project, 'store.mjs'), [], { cwd: project, capture: true });
}

/** Makes a project with the installed command and runs its strategy. */
async function runTemplate(project) {
  const command = join(project, 'node_modules', 'lockstep', 'dist', 'cli.js');
  const made = await runNode(command, ['init', 'bot'], { cwd: project, capture: true });
  if (made.code !== 0) return made;
  return runNode(command, ['backtest', 'strategy.ts'], { cwd: join(project, 'bot'), capture: true });
}
