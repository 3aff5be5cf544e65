import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['../../../broker-mt5/python', '../../../broker-mt5/python/simulated'];
const PROGRAM = '../../../broker-mt5/python/tests/many_bridges.py';
const CHECK = 'import sys; sys.exit(0 if sys.version_info >= (3, 9) else 1)';
const PYTHON = process.platform === 'win32' ? 'python' : 'python3';

/** Where bridges are, and what they want to see proved. */
export interface Bridges {
  readonly port: number;
  readonly token: string;
}

let started: Promise<Bridges> | null = null;

/** Whether this machine has a Python that bridges run on. */
export function hasPython(): boolean {
  return spawnSync(PYTHON, ['-c', CHECK]).status === 0;
}

/** Bridges to simulated terminals: one process of Python for all seeds, which ends with this one. */
export function bridges(): Promise<Bridges> {
  started ??= start();
  return started;
}

function start(): Promise<Bridges> {
  const token = randomUUID();
  const path = FOLDERS.map((folder) => fileURLToPath(new URL(folder, import.meta.url))).join(delimiter);
  const child = spawn(PYTHON, ['-B', fileURLToPath(new URL(PROGRAM, import.meta.url))], {
    env: { ...process.env, PYTHONPATH: path, LOCKSTEP_MT5_TOKEN: token },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  letGo(child);
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = /^waiting on 127\.0\.0\.1:(\d+)$/m.exec(said)?.[1];
      if (port !== undefined) resolve({ port: Number(port), token });
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`The bridges have ended: ${said}`)));
  });
}

/** It does not keep this process alive. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stderr]) (stream as unknown as { unref(): void }).unref();
}
