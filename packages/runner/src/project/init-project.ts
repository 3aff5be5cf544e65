import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { packageFolder, packageVersion } from '../package-folder.ts';

/** Options of `initProject`. */
export interface InitProjectOptions {
  /** Writes into a folder that holds files; files of the same names are replaced. @defaultValue false */
  readonly force?: boolean;
  readonly cwd?: string;
}

/** A new project. */
export interface InitializedProject {
  /** Absolute path. */
  readonly folder: string;
  /** Paths relative to the folder, sorted. */
  readonly files: readonly string[];
}

/** npm leaves some dot files out of packages, so the template spells the dot. */
const nameInProject = (name: string): string =>
  name === 'package.template.json' ? 'package.json' : name.replace(/^dot-/, '.');

/**
 * Makes a TypeScript project with a strategy, its test, sample data and configuration.
 *
 * @throws LockstepError `FOLDER_NOT_EMPTY`, `OUTPUT_NOT_WRITABLE`
 */
export function initProject(path: string, options: InitProjectOptions = {}): InitializedProject {
  const folder = resolve(options.cwd ?? process.cwd(), path);
  try {
    requireUsable(folder, path, options.force === true);
    mkdirSync(folder, { recursive: true });
    copyTemplate(join(packageFolder, 'template'), folder);
    fillIn(join(folder, 'package.json'), folder);
    fillIn(join(folder, 'README.md'), folder);
  } catch (cause) {
    if (cause instanceof LockstepError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LockstepError('OUTPUT_NOT_WRITABLE', `The project cannot be written: ${reason}. Choose another folder.`, {
      details: { folder },
      cause,
    });
  }
  return { folder, files: filesOf(join(packageFolder, 'template'), '').sort() };
}

function requireUsable(folder: string, path: string, force: boolean): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) {
    throw new LockstepError('FOLDER_NOT_EMPTY', `${path} is a file; expected the name of a new folder.`, {
      details: { folder },
    });
  }
  const names = readdirSync(folder).filter((name) => name !== '.git');
  if (force || names.length === 0) return;
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  throw new LockstepError(
    'FOLDER_NOT_EMPTY',
    `${path} is not empty (it holds ${shown}); expected a new or empty folder. Choose another name, or use --force to write into it.`,
    { details: { folder, names } },
  );
}

function copyTemplate(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    cpSync(join(from, name), join(to, nameInProject(name)), { recursive: true, force: true });
  }
}

function filesOf(folder: string, prefix: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesOf(join(folder, entry.name), `${prefix}${nameInProject(entry.name)}/`)
      : [prefix + nameInProject(entry.name)],
  );
}

function fillIn(file: string, folder: string): void {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8')
    .replaceAll('{{name}}', packageName(basename(folder)))
    .replaceAll('{{version}}', packageVersion());
  writeFileSync(file, text);
}

/** A name that npm accepts. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '');
  return name === '' ? 'my-bot' : name;
}
