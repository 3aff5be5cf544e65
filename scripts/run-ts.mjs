// Runs a TypeScript program of this repository: `node scripts/run-ts.mjs <entry.ts> [arguments]`.
// Workspace packages are bundled from their sources, third-party packages stay external; stack traces show the sources.
// With `--bundle <entry.ts>` the program is only made, and its file printed, for whoever starts it many times.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withConstants } from './constant-bindings.mjs';
import { ensureInstalled } from './ensure-install.mjs';
import { root } from './run-command.mjs';
import { workspacePackages } from './workspace.mjs';

const CACHE = join(root, 'node_modules', '.cache', 'run-ts');
const KEEP_MS = 60 * 60 * 1000;

const argumentsGiven = process.argv.slice(2);
const isOnlyMade = argumentsGiven[0] === '--bundle';
const [entry, ...programArguments] = isOnlyMade ? argumentsGiven.slice(1) : argumentsGiven;
if (entry === undefined) {
  process.stderr.write('Usage: node scripts/run-ts.mjs [--bundle] <entry.ts> [arguments]\n');
  process.exit(2);
}
await ensureInstalled();
const program = await bundle(resolve(entry));
if (isOnlyMade) {
  process.stdout.write(`${program}\n`);
} else {
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], resolve(entry), ...programArguments];
  await import(pathToFileURL(program).href);
}

/** Bundles the entry into the cache and returns the file, named for its content so that parallel runs do not meet. */
async function bundle(source) {
  const esbuild = await import('esbuild');
  const built = await esbuild
    .build({
      absWorkingDir: root,
      entryPoints: [source],
      outfile: join(CACHE, 'program.mjs'),
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'error',
      plugins: [workspaceSources(), originalModuleUrls()],
    })
    .catch(() => process.exit(1));
  const contents = withConstants(built.outputFiles[0].text);
  const stem = relative(root, source).replace(/[^\w.-]+/g, '-');
  const file = join(CACHE, `${stem}-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.mjs`);
  mkdirSync(CACHE, { recursive: true });
  removeOutdated(stem, file);
  writeFileSync(file, contents);
  return file;
}

function removeOutdated(stem, current) {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (!name.startsWith(`${stem}-`) || path === current) continue;
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > KEEP_MS) rmSync(path, { force: true });
  }
}

/** Resolves workspace packages to their `source` entries, and every other package to an absolute external address. */
function workspaceSources() {
  const sources = new Map();
  for (const { name, folder, manifest } of workspacePackages()) {
    for (const [subpath, target] of Object.entries(manifest.exports)) {
      if (target.source !== undefined) sources.set(name + subpath.slice(1), join(folder, target.source));
    }
  }
  return {
    name: 'workspace-sources',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === 'resolved' || path.startsWith('node:')) return undefined;
        const source = sources.get(path);
        if (source !== undefined) return { path: source };
        const found = await build.resolve(path, { kind, resolveDir, pluginData: 'resolved' });
        if (found.errors.length > 0) return { errors: found.errors };
        return { path: found.external ? found.path : pathToFileURL(found.path).href, external: true };
      });
    },
  };
}

/** Keeps `import.meta.url` and its relatives those of the source file, so that programs find files beside them. */
function originalModuleUrls() {
  return {
    name: 'original-module-urls',
    setup(build) {
      build.onLoad({ filter: /\.m?ts$/ }, ({ path }) => {
        const contents = readFileSync(path, 'utf8')
          .replaceAll(/\bimport\.meta\.url\b/g, () => JSON.stringify(pathToFileURL(path).href))
          .replaceAll(/\bimport\.meta\.dirname\b/g, () => JSON.stringify(dirname(path)))
          .replaceAll(/\bimport\.meta\.filename\b/g, () => JSON.stringify(path));
        return { contents, loader: 'ts' };
      });
    },
  };
}
