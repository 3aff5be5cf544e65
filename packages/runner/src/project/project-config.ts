import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { loadModule } from '../strategy/load-module.ts';
import { nearestNames } from '../strategy/nearest-names.ts';
import { projectFolderOf } from '../strategy/project-folder.ts';

/**
 * What `lockstep.config.ts` of a project may set: defaults for `lockstep backtest`, which options of the command
 * override. Paths are relative to the file.
 *
 * @example
 * ```ts
 * import type { LockstepConfig } from 'lockstep';
 *
 * export default { data: 'data', out: 'backtest-results', parameters: { fast: 20 } } satisfies LockstepConfig;
 * ```
 */
export interface LockstepConfig {
  /** Folder with market data. */
  readonly data?: string;
  /** Folder for results; each strategy gets a folder in it. */
  readonly out?: string;
  /** First and last day, `yyyy-MM-dd`; override the strategy's. */
  readonly from?: string;
  readonly to?: string;
  /** Starting cash in account currency; overrides the strategy's. */
  readonly cash?: number;
  /** Values of strategy parameters, by name. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
}

const TYPES: Readonly<Record<keyof LockstepConfig, 'string' | 'number' | 'object'>> = {
  data: 'string',
  out: 'string',
  from: 'string',
  to: 'string',
  cash: 'number',
  parameters: 'object',
};

const FILES = ['lockstep.config.ts', 'lockstep.config.js', 'lockstep.config.mjs'];

/**
 * The configuration of the project that a strategy belongs to, with absolute paths; empty when there is no
 * `lockstep.config.ts`.
 *
 * @throws LockstepError `CONFIG_INVALID`, and what loading a strategy throws
 */
export async function loadProjectConfig(
  strategyFile: string,
  options: { readonly cwd?: string } = {},
): Promise<LockstepConfig> {
  const cwd = options.cwd ?? process.cwd();
  const project = projectFolderOf(strategyFile);
  const file = FILES.map((name) => join(project, name)).find((path) => existsSync(path));
  if (file === undefined) return {};
  const { module } = await loadModule(file, project, cwd);
  return absolutePaths(validConfig(module['default'], relative(cwd, file)), dirname(file));
}

function validConfig(value: unknown, file: string): LockstepConfig {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw invalid(file, 'its default export is not an object; expected `export default { data: … }`.');
  }
  for (const [key, setting] of Object.entries(value)) {
    const type = (TYPES as Record<string, string | undefined>)[key];
    if (type === undefined) {
      const near = nearestNames(key, Object.keys(TYPES));
      throw invalid(
        file,
        `unknown setting "${key}"; ${near.length > 0 ? `did you mean ${near[0]}?` : `known are ${Object.keys(TYPES).join(', ')}.`}`,
      );
    }
    if (setting !== undefined && (typeof setting !== type || setting === null)) {
      throw invalid(
        file,
        `"${key}" is ${JSON.stringify(setting)}; expected ${type === 'object' ? 'an object' : `a ${type}`}.`,
      );
    }
  }
  return value;
}

function invalid(file: string, what: string): LockstepError {
  return new LockstepError('CONFIG_INVALID', `${file}: ${what}`, { details: { file } });
}

function absolutePaths(config: LockstepConfig, folder: string): LockstepConfig {
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  return {
    ...config,
    ...(config.data === undefined ? {} : { data: absolute(config.data) }),
    ...(config.out === undefined ? {} : { out: absolute(config.out) }),
  };
}
