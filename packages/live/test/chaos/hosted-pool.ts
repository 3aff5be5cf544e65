import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { HostedProcess } from './hosted-process.ts';

const RUN_TS = fileURLToPath(new URL('../../../../scripts/run-ts.mjs', import.meta.url));
const ENGINE = fileURLToPath(new URL('../processes/live-engine.ts', import.meta.url));

/** Processes that have loaded their program and wait for something to run: loading takes longer than running. */
export class HostedPool {
  readonly #program: string;
  readonly #spare: HostedProcess[] = [];
  readonly #size: number;

  private constructor(program: string, size: number) {
    this.#program = program;
    this.#size = size;
    this.#fill();
  }

  /** @param size processes that wait at a time */
  static async open(size = 2): Promise<HostedPool> {
    const { stdout } = await promisify(execFile)(process.execPath, [RUN_TS, '--bundle', ENGINE]);
    return new HostedPool(stdout.trim(), size);
  }

  #fill(): void {
    while (this.#spare.length < this.#size) this.#spare.push(new HostedProcess(this.#program));
  }

  /** The one that has waited longest, once it has loaded. */
  async take(): Promise<HostedProcess> {
    const taken = this.#spare.shift() ?? new HostedProcess(this.#program);
    this.#fill();
    await taken.loaded();
    if (!taken.isAlive) throw new Error(`A process of ${ENGINE} ended before it had loaded its program.`);
    return taken;
  }

  async close(): Promise<void> {
    for (const each of this.#spare) each.kill();
    await Promise.all(this.#spare.map((each) => each.gone()));
  }
}
