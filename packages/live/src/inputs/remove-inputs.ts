import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputsFile } from './session-inputs.ts';

const DAY_MS = 86_400_000;
const BYTES_PER_MEGABYTE = 1_048_576;

/** Which records of sessions are kept. */
export interface InputRetention {
  /** Folder of the deployment. */
  readonly folder: string;
  /** The session that runs: its record is always kept. */
  readonly session: number;
  readonly nowMs: number;
  /** Days since a record was last written; undefined: for ever. */
  readonly days: number | undefined;
  /** Size of all records together; undefined: any. */
  readonly megabytes: number | undefined;
}

/** Removes records of earlier sessions that are too old, and the oldest while all together are too large; returns their sessions. */
export function removeInputs({ folder, session, nowMs, days, megabytes }: InputRetention): number[] {
  const parent = dirname(inputsFile(folder, session));
  if (!existsSync(parent)) return [];
  const records = readdirSync(parent)
    .filter((name) => /^\d+\.log$/.test(name))
    .map((name) => ({ session: Number.parseInt(name, 10), ...sizeAndTime(join(parent, name)) }))
    .sort((a, b) => a.session - b.session);
  let bytes = records.reduce((sum, { size }) => sum + size, 0);
  const most = (megabytes ?? Number.POSITIVE_INFINITY) * BYTES_PER_MEGABYTE;
  const oldest = nowMs - (days ?? Number.POSITIVE_INFINITY) * DAY_MS;
  const removed: number[] = [];
  for (const record of records) {
    if (record.session === session || (record.writtenMs >= oldest && bytes <= most)) continue;
    rmSync(inputsFile(folder, record.session), { force: true });
    bytes -= record.size;
    removed.push(record.session);
  }
  return removed;
}

function sizeAndTime(file: string): { readonly size: number; readonly writtenMs: number } {
  const { size, mtimeMs } = statSync(file);
  return { size, writtenMs: mtimeMs };
}
