import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Check, failedCheck } from './check.ts';

/** As `engines` of the package says. */
const OLDEST_NODE = [20, 19] as const;
const GIGABYTE = 1024 ** 3;
const PLENTY = 1 * GIGABYTE;
const TOO_LITTLE = 0.1 * GIGABYTE;

/** The version of Node. */
export function checkNode(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  const found = `${version} on ${process.platform} ${process.arch}`;
  if (!isOld) return { name: 'Node', verdict: 'ok', found };
  const advice = `Install Node ${OLDEST_NODE.join('.')} or newer.`;
  return { name: 'Node', verdict: 'fail', found, advice };
}

/** The driver of the store, which is compiled or downloaded when the package is installed. */
export async function checkDriver(): Promise<Check> {
  const { storeDriver } = await import('@lockstep/live');
  try {
    return { name: 'SQLite', verdict: 'ok', found: await storeDriver() };
  } catch (error) {
    return failedCheck('SQLite', error);
  }
}

/** Space on the disk that holds the stores. */
export function checkDisk(folder: string): Check {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  const found = `${(free / GIGABYTE).toFixed(1)} GB free for the stores`;
  if (free >= PLENTY) return { name: 'disk', verdict: 'ok', found };
  const advice = 'Free some space: trading pauses when the journal cannot be written.';
  return { name: 'disk', verdict: free < TOO_LITTLE ? 'fail' : 'warn', found, advice };
}
