import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LockstepError } from '@lockstep/core';
import { type BundleFolders, bundleStrategy } from './bundle-strategy.ts';
import { errorPlace } from './error-place.ts';
import { ownFolderOf } from './own-folder.ts';
import { publishSharedModules } from './shared-modules.ts';

/** A TypeScript or JavaScript file of a project, loaded with what it imports. */
export interface LoadedModule {
  readonly module: Readonly<Record<string, unknown>>;
  /** SHA-256 of the bundled source, hex. */
  readonly hash: string;
  /** Absolute paths of the project's files inside. */
  readonly inputs: readonly string[];
}

/** Bundles of earlier versions are kept that long, for processes that still run them. */
const KEEP_MS = 24 * 60 * 60 * 1000;

const loadsByFile = new Map<string, number>();

/**
 * Bundles a file and imports it; every call gives a fresh module.
 *
 * @param cwd paths in messages are relative to it
 *
 * @throws LockstepError `STRATEGY_SYNTAX`, `STRATEGY_IMPORT`, `OUTPUT_NOT_WRITABLE`
 */
export async function loadModule(file: string, project: string, cwd: string): Promise<LoadedModule> {
  // Beside the project's sources, where debuggers look for source maps.
  const folders = { project, outputFolder: join(ownFolderOf(project), 'strategies'), cwd };
  const { code, hash, inputs } = await bundleStrategy(file, folders);
  const written = writeBundle(folders.outputFolder, basename(file).replace(/\.\w+$/, ''), hash, code);
  process.setSourceMapsEnabled(true);
  publishSharedModules();
  const module = await importFresh(written, file, folders);
  return { module, hash, inputs };
}

function writeBundle(folder: string, stem: string, hash: string, code: string): string {
  const file = join(folder, `${stem}-${hash.slice(0, 16)}.mjs`);
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const other = join(folder, name);
      const age = Date.now() - (statSync(other, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY);
      if (other !== file && age > KEEP_MS) rmSync(other, { force: true });
    }
    writeFileSync(file, code);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LockstepError(
      'OUTPUT_NOT_WRITABLE',
      `The compiled strategy cannot be written: ${reason}. Free some disk space or make ${folder} writable.`,
      { details: { file }, cause },
    );
  }
  return file;
}

async function importFresh(
  bundle: string,
  file: string,
  { project, cwd }: BundleFolders,
): Promise<Record<string, unknown>> {
  const loads = loadsByFile.get(bundle) ?? 0;
  loadsByFile.set(bundle, loads + 1);
  const address = pathToFileURL(bundle).href + (loads === 0 ? '' : `?load=${loads}`);
  try {
    return (await import(address)) as Record<string, unknown>;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const shown = relative(cwd, file);
    const place = errorPlace(cause, project, cwd);
    throw new LockstepError(
      'STRATEGY_IMPORT',
      `${shown} fails while it is loaded, before its class is used: ${reason}${place === undefined ? '' : ` (${place})`}. ` +
        'Mend the code outside of the class, or the imported package.',
      { details: { file }, cause },
    );
  }
}
