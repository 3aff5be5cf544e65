import { spawnSync } from 'node:child_process';

const CHECK = 'import sys; sys.exit(0 if sys.version_info >= (3, 9) else 1)';

/** Whether this machine has a Python that the bridge runs on. */
export const hasPython: boolean = spawnSync(python(), ['-c', CHECK]).status === 0;

export function python(): string {
  return process.platform === 'win32' ? 'python' : 'python3';
}
