import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BridgeTransport } from './bridge-transport.ts';

/** How a bridge of our own is started. */
export interface BridgeProcessOptions {
  /** @defaultValue `python` on Windows, else `python3` */
  readonly python?: string | undefined;
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Folders in which Python looks for modules first. */
  readonly modules?: readonly string[] | undefined;
  /** Told what the bridge writes beside its protocol, line by line. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

/** How long a bridge may take to end once its input has ended, ms. */
const ENDING_MS = 3_000;

/** Starts the bridge's program. */
export function spawnBridge(
  options: BridgeProcessOptions,
  args: readonly string[] = [],
): ChildProcessWithoutNullStreams {
  const { environment = {}, modules = [], onOutput } = options;
  const path = [...modules, pythonFolder(), process.env['PYTHONPATH'] ?? ''].filter((folder) => folder !== '');
  const child = spawn(pythonOf(options), ['-B', '-u', '-m', 'lockstep_mt5', ...args], {
    env: { ...process.env, ...environment, PYTHONPATH: path.join(delimiter), PYTHONUTF8: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => onOutput?.(text.trimEnd()));
  child.stdin.on('error', () => undefined);
  return child;
}

/** What to say when Python could not be started. */
export function notStarted(options: BridgeProcessOptions, { message }: Error): string {
  return `${pythonOf(options)} could not be started (${message}); install Python 3.9 or later, or name it with MT5_PYTHON`;
}

function pythonOf({ python = process.platform === 'win32' ? 'python' : 'python3' }: BridgeProcessOptions): string {
  return python;
}

/** The bridge as a process of ours, spoken to over its standard input and output. It ends with its input. */
export function bridgeProcess(options: BridgeProcessOptions = {}): BridgeTransport {
  return {
    token: null,
    open: (listener) => {
      const child = spawnBridge(options);
      let hasEnded = false;
      let killing: NodeJS.Timeout | undefined;
      const end = (reason: string): void => {
        clearTimeout(killing);
        if (hasEnded) return;
        hasEnded = true;
        listener.ended(reason);
      };
      child.stdout.on('data', (chunk: Buffer) => listener.data(chunk));
      child.on('error', (error) => end(notStarted(options, error)));
      child.on('close', (code, signal) => end(`the bridge has ended (${signal ?? `exit code ${code}`})`));
      return {
        send: (line) => void child.stdin.write(`${line}\n`),
        close: () => {
          child.stdin.end();
          killing = setTimeout(() => child.kill('SIGKILL'), ENDING_MS);
          killing.unref();
        },
      };
    },
  };
}

/**
 * What a bridge is started with to find a simulated terminal, through a stand-in for the package MetaTrader5.
 *
 * @param address `host:port`
 */
export function simulatedTerminal(address: string): Required<Pick<BridgeProcessOptions, 'environment' | 'modules'>> {
  return { environment: { LOCKSTEP_MT5_TERMINAL: address }, modules: [join(pythonFolder(), 'simulated')] };
}

/** Folder of the bridge's program: beside `src` and `dist`. */
export function pythonFolder(): string {
  for (const up of ['../python', '../../python']) {
    const folder = fileURLToPath(new URL(up, import.meta.url));
    if (existsSync(join(folder, 'lockstep_mt5'))) return folder;
  }
  throw new TypeError('The package @lockstep/broker-mt5 is incomplete: its folder python is missing.');
}
