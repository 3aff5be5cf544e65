import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LockstepError, nearestNames } from '@lockstep/core';
import type * as Esbuild from 'esbuild';
import type { BuildFailure, Message, Plugin } from 'esbuild';
import { isSharedModule, sharedModuleNames, sharedModuleSource } from './shared-modules.ts';

/** A strategy and its own files as one ES module. */
export interface StrategyBundle {
  /** JavaScript with an inline source map. */
  readonly code: string;
  /** SHA-256 of the code, hex; the same wherever the project lies. */
  readonly hash: string;
  /** Absolute paths of the project's files inside, sorted. */
  readonly inputs: readonly string[];
}

/** Folders that matter to a bundle. */
export interface BundleFolders {
  /** Folder with the project's `package.json`. */
  readonly project: string;
  /** Where the code will be written; paths in the source map are relative to it. */
  readonly outputFolder: string;
  /** Paths in messages are relative to it. */
  readonly cwd: string;
}

/** Addresses in the code that name this machine's folders, and what stands for them when hashing. */
type MachineAddresses = Map<string, string>;

const BUILT_IN = new Set(builtinModules);
const require = createRequire(import.meta.url);
const RESOLVED = 'resolved-by-lockstep';

/**
 * Bundles a strategy file with the files that it imports by path. Packages stay outside: `@lockstep/*` is the running
 * copy, others are found from the importing file's folder as Node finds them.
 *
 * @throws LockstepError `STRATEGY_SYNTAX` with file:line:column, `STRATEGY_IMPORT` when an import leads nowhere
 */
export async function bundleStrategy(
  file: string,
  { project, outputFolder, cwd }: BundleFolders,
): Promise<StrategyBundle> {
  const addresses: MachineAddresses = new Map();
  // Required rather than imported, so that what bundles nothing does not load it.
  const { build } = require('esbuild') as typeof Esbuild;
  try {
    const built = await build({
      absWorkingDir: project,
      entryPoints: [file],
      outfile: join(outputFolder, 'strategy.mjs'),
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: [],
      mainFields: ['main'],
      sourcemap: 'inline',
      keepNames: true,
      logLevel: 'silent',
      plugins: [packagesOutside(addresses), originalModuleAddress(addresses)],
    });
    const code = built.outputFiles[0]?.text ?? '';
    const inputs = Object.keys(built.metafile.inputs)
      .filter((input) => !input.startsWith('lockstep-shared:'))
      .map((input) => resolve(project, input))
      .sort();
    return { code, hash: hashOf(code, addresses), inputs };
  } catch (error) {
    if (isBuildFailure(error)) throw bundleError(error, file, project, cwd);
    throw error;
  }
}

function hashOf(code: string, addresses: MachineAddresses): string {
  let text = code.slice(0, code.lastIndexOf('//# sourceMappingURL='));
  for (const [address, name] of addresses) text = text.replaceAll(JSON.stringify(address), JSON.stringify(name));
  return createHash('sha256').update(text).digest('hex');
}

function packagesOutside(addresses: MachineAddresses): Plugin {
  return {
    name: 'packages-outside',
    setup(setup) {
      setup.onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === RESOLVED) return undefined;
        if (path.startsWith('node:') || BUILT_IN.has(path)) return { path, external: true };
        if (isSharedModule(path)) return { path, namespace: 'lockstep-shared' };
        const found = await setup.resolve(path, { kind, importer, resolveDir, pluginData: RESOLVED });
        if (found.errors.length > 0) return { errors: found.errors };
        if (!found.path.includes(join('/', 'node_modules', '/')) || found.external) return found;
        const address = pathToFileURL(found.path).href;
        addresses.set(address, path);
        return { path: address, external: true };
      });
      setup.onLoad({ filter: /.*/, namespace: 'lockstep-shared' }, ({ path }) => ({
        contents: sharedModuleSource(path),
        loader: 'js',
      }));
    },
  };
}

/** Keeps `import.meta.url` and its relatives those of the source file, so that a strategy finds files beside it. */
function originalModuleAddress(addresses: MachineAddresses): Plugin {
  return {
    name: 'original-module-address',
    setup(setup) {
      setup.onLoad({ filter: /\.(ts|mts|js|mjs)$/, namespace: 'file' }, ({ path }) => {
        const contents = readFileSync(path, 'utf8');
        if (!contents.includes('import.meta.')) return undefined;
        const values = { url: pathToFileURL(path).href, dirname: dirname(path), filename: path };
        const replaced = contents.replaceAll(
          /\bimport\.meta\.(url|dirname|filename)\b/g,
          (_, name: keyof typeof values) => {
            addresses.set(values[name], `import.meta.${name}`);
            return JSON.stringify(values[name]);
          },
        );
        return { contents: replaced, loader: path.endsWith('ts') ? 'ts' : 'js' };
      });
    },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

function bundleError(failure: BuildFailure, file: string, project: string, cwd: string): LockstepError {
  const places = failure.errors.map((error) => place(error, project, cwd)).join('\n');
  const [first] = failure.errors;
  const missing = first === undefined ? undefined : /^Could not resolve "(.+)"$/.exec(first.text)?.[1];
  const code = missing === undefined ? 'STRATEGY_SYNTAX' : 'STRATEGY_IMPORT';
  const message =
    missing === undefined
      ? `The strategy does not compile:\n${places}`
      : `${missingImport(missing, project, cwd)}\n${places}`;
  return new LockstepError(code, message, { details: { file, location: first?.location ?? null } });
}

function missingImport(specifier: string, project: string, cwd: string): string {
  if (/^[./]/.test(specifier)) return `The strategy imports "${specifier}", which does not exist. Correct the path.`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const folder = relative(cwd, project) || 'this folder';
  return `The strategy imports "${specifier}", which is not installed. Run \`npm install ${name}\` in ${folder}.`;
}

/** `file:line:column: text` and the line of source, marked. */
function place({ text: message, location }: Message, project: string, cwd: string): string {
  const text = explained(message);
  if (location === null) return `  ${text}`;
  const file = relative(cwd, resolve(project, location.file));
  const marker = ' '.repeat(location.column) + '^';
  return `  ${file}:${location.line}:${location.column + 1}: ${text}\n    ${location.lineText}\n    ${marker}`;
}

/** A name that a shared module lacks, with the name that was probably meant. */
function explained(message: string): string {
  const [, specifier, name] = /^No matching export in "lockstep-shared:(.+)" for import "(.+)"$/.exec(message) ?? [];
  if (specifier === undefined || name === undefined) return message;
  const near = nearestNames(name, sharedModuleNames(specifier));
  return `${specifier} has no "${name}"${near.length > 0 ? `. Did you mean ${near.join(' or ')}?` : ''}`;
}
