import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { Algorithm, LockstepError } from '@lockstep/core';
import { findStrategyFile } from './find-strategy-file.ts';
import { loadModule } from './load-module.ts';
import { installedPackage, projectFolderOf } from './project-folder.ts';

/** A strategy class, ready for `backtest`. */
export interface LoadedStrategy {
  readonly strategy: new () => Algorithm;
  /** Absolute path of the strategy file. */
  readonly file: string;
  /** SHA-256 of the bundled source, hex: changes when any file of the strategy changes, not with the machine. */
  readonly hash: string;
  /** Absolute paths of all files of the strategy. */
  readonly inputs: readonly string[];
}

/**
 * Loads a strategy file, TypeScript or JavaScript, with the files and packages that it imports. Types are stripped, not
 * checked (see `checkTypes`). Breakpoints and stack traces refer to the source files; each call gives a fresh module.
 *
 * @throws LockstepError `STRATEGY_NOT_FOUND`, `STRATEGY_SYNTAX`, `STRATEGY_IMPORT`, `STRATEGY_NO_DEFAULT_EXPORT`,
 *   `STRATEGY_NOT_ALGORITHM`, `STRATEGY_COPIES`
 * @example
 * ```ts
 * import { backtest } from '@lockstep/backtester';
 * import { loadStrategy } from 'lockstep';
 *
 * const { strategy, hash } = await loadStrategy('strategy.ts');
 * const run = await backtest(strategy, { data: 'data', strategyHash: hash });
 * ```
 */
export async function loadStrategy(path: string, options: { readonly cwd?: string } = {}): Promise<LoadedStrategy> {
  const cwd = options.cwd ?? process.cwd();
  const file = findStrategyFile(path, cwd);
  const project = projectFolderOf(file);
  requireSameCore(project);
  const { module, hash, inputs } = await loadModule(file, project, cwd);
  return { strategy: strategyClass(module, relative(cwd, file)), file, hash, inputs };
}

/** Types come from the project's copy of core, behaviour from this one: they must be the same version. */
function requireSameCore(project: string): void {
  const installed = installedPackage('@lockstep/core', project);
  if (installed === undefined) return;
  const theirs = versionOf(join(installed, 'package.json'));
  const ours = versionOf(createRequire(import.meta.url).resolve('@lockstep/core/package.json'));
  if (theirs === ours) return;
  throw new LockstepError(
    'STRATEGY_COPIES',
    `The project has @lockstep/core ${theirs}, but this command runs with ${ours}. Use the project's own command ` +
      '(`npx lockstep …` in its folder), or install the same version of lockstep and @lockstep/core.',
    { details: { project, installed: theirs, running: ours } },
  );
}

function versionOf(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function strategyClass(module: Readonly<Record<string, unknown>>, shown: string): new () => Algorithm {
  const exported = module['default'];
  if (exported === undefined) throw noDefaultExport(module, shown);
  if (isAlgorithmClass(exported)) return exported;
  if (hasAncestorNamedAlgorithm(exported)) {
    throw new LockstepError(
      'STRATEGY_COPIES',
      `The class in ${shown} extends an Algorithm of another copy of @lockstep/core, loaded by a package that it ` +
        'imports. Let that package take @lockstep/core as a peer dependency and run `npm dedupe`.',
      { details: { file: shown } },
    );
  }
  throw new LockstepError(
    'STRATEGY_NOT_ALGORITHM',
    `The default export of ${shown} is ${describe(exported)}; expected a class that extends Algorithm: ` +
      "`import { Algorithm } from '@lockstep/core'; export default class MyStrategy extends Algorithm { … }`.",
    { details: { file: shown } },
  );
}

function noDefaultExport(module: Readonly<Record<string, unknown>>, shown: string): LockstepError {
  const classes = Object.keys(module).filter((name) => isAlgorithmClass(module[name]));
  const advice =
    classes.length > 0
      ? `Write \`export default class ${classes[0]} extends Algorithm\`.`
      : 'Export your strategy: `export default class MyStrategy extends Algorithm { … }`.';
  const received = Object.keys(module).length === 0 ? 'nothing' : Object.keys(module).join(', ');
  return new LockstepError(
    'STRATEGY_NO_DEFAULT_EXPORT',
    `${shown} has no default export (it exports ${received}). ${advice}`,
    { details: { file: shown, exports: Object.keys(module) } },
  );
}

function isAlgorithmClass(value: unknown): value is new () => Algorithm {
  return typeof value === 'function' && value.prototype instanceof Algorithm;
}

function hasAncestorNamedAlgorithm(value: unknown): boolean {
  for (let ancestor = value; typeof ancestor === 'function'; ancestor = Object.getPrototypeOf(ancestor)) {
    if (ancestor !== value && ancestor.name === 'Algorithm') return true;
  }
  return false;
}

function describe(value: unknown): string {
  if (typeof value === 'function') {
    const name = value.name === '' || value.name === 'default' ? '' : ` ${value.name}`;
    return /^class\b/.test(String(value)) ? `the class${name}, which does not extend Algorithm` : `the function${name}`;
  }
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${JSON.stringify(value)}`;
}
