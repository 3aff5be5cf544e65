import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { LockstepError, nearestNames } from '@lockstep/core';

const SOURCE_FILE = /\.(ts|mts|js|mjs)$/;

/**
 * Absolute path of a strategy file.
 *
 * @throws LockstepError `STRATEGY_NOT_FOUND` when there is no such file (the message names files that are similar) or
 *   it is not a TypeScript or JavaScript module
 */
export function findStrategyFile(path: string, cwd: string): string {
  const file = resolve(cwd, path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() === true && SOURCE_FILE.test(file)) return file;
  const shown = relative(cwd, file) || '.';
  throw new LockstepError('STRATEGY_NOT_FOUND', `${reason(file, shown, found !== undefined)} ${advice(file, cwd)}`, {
    details: { file },
  });
}

function reason(file: string, shown: string, exists: boolean): string {
  if (!exists) return `There is no file ${shown}.`;
  if (statSync(file).isDirectory()) return `${shown} is a folder; expected a strategy file.`;
  return `${shown} is not a strategy file; expected TypeScript or JavaScript (.ts, .mts, .js, .mjs).`;
}

function advice(file: string, cwd: string): string {
  const candidates = [...sourcesIn(file), ...sourcesIn(dirname(file)), ...sourcesIn(cwd)];
  const byName = new Map(candidates.map((candidate) => [basename(candidate), candidate]));
  const near = nearestNames(basename(file), byName.keys());
  const names = near.length > 0 ? near : [...byName.keys()].filter((name) => !name.includes('.test.')).slice(0, 3);
  const paths = names.map((name) => relative(cwd, byName.get(name) ?? name));
  if (near.length > 0) return `Did you mean ${paths.join(' or ')}?`;
  if (paths.length > 0) return `There is ${paths.join(', ')}.`;
  return 'Give the path of the file with your strategy class, or create a project with `lockstep init my-bot`.';
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => SOURCE_FILE.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}
