import { statSync } from 'node:fs';
import { LockstepError } from '@lockstep/core';

/** @throws LockstepError `DATA_FOLDER_MISSING` unless there is a folder at the path. */
export function assertFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new LockstepError(
    'DATA_FOLDER_MISSING',
    `There is no data folder "${path}". Pass the path of a folder that exists.`,
    {
      details: { path },
    },
  );
}
