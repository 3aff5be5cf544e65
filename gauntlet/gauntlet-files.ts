import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Families, loadFamilies } from './family.ts';

/** Where LEAN's data and the recorded outcomes are. */
export interface Gauntlet {
  readonly dataFolder: string;
  /** Holds `families.json` and `expected/`. */
  readonly folder: string;
  readonly families: Families;
}

/** LEAN's data from `LOCKSTEP_LEAN_DATA` or beside the project, with the gauntlet next to it; null when it is not there. */
export function findGauntlet(): Gauntlet | null {
  const root = dirname(import.meta.dirname);
  const dataFolder = resolve(root, process.env['LOCKSTEP_LEAN_DATA'] ?? '../shared/lean/Data');
  const folder = join(dirname(dataFolder), 'gauntlet');
  const file = join(folder, 'families.json');
  if (!existsSync(dataFolder) || !existsSync(file)) return null;
  return { dataFolder, folder, families: loadFamilies(file) };
}

/** The recorded outcome of a family and a seed; only some seeds have one. */
export function expectedFile({ folder }: Gauntlet, family: string, seed: number): string {
  return join(folder, 'expected', `${family}-${seed}.json`);
}
