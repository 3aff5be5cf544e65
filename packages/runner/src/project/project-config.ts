import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { LockstepConfig } from '@lockstep/live/config';
import { loadModule } from '../strategy/load-module.ts';
import { projectFolderOf } from '../strategy/project-folder.ts';

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
  return configOfProject(projectFolderOf(strategyFile), options.cwd ?? process.cwd());
}

/** The configuration file of a project's folder, undefined when there is none. */
export function configFileOf(project: string): string | undefined {
  return FILES.map((name) => join(project, name)).find((path) => existsSync(path));
}

/** The configuration of a project's folder; as `loadProjectConfig`. */
export async function configOfProject(project: string, cwd: string): Promise<LockstepConfig> {
  const file = configFileOf(project);
  if (file === undefined) return {};
  const { module } = await loadModule(file, project, cwd);
  // Loaded when there is something to check: most of what a command costs is loading.
  const { validateConfig } = await import('@lockstep/live/config');
  return absolutePaths(validateConfig(module['default'], relative(cwd, file)), dirname(file));
}

function absolutePaths(config: LockstepConfig, folder: string): LockstepConfig {
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  return {
    ...config,
    ...(config.data === undefined ? {} : { data: absolute(config.data) }),
    ...(config.out === undefined ? {} : { out: absolute(config.out) }),
    ...(config.live?.folder === undefined ? {} : { live: { ...config.live, folder: absolute(config.live.folder) } }),
  };
}
