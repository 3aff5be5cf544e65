import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const MEGABYTE = 1024 * 1024;
/** Text that waits for a disk that does not answer; beyond it lines are dropped and counted. */
const MAX_WAITING = 8 * MEGABYTE;

/** How a file is rotated. */
export interface RotationOptions {
  /** Size in bytes at which the file is closed and a new one begun. */
  readonly maxBytes: number;
  /** Closed files that are kept. */
  readonly keepFiles: number;
  /** Epoch ms UTC, for the names of closed files. */
  readonly utcNow: () => number;
}

/**
 * A file of lines that never holds its writer up: lines are collected and appended in the background. A full or failing
 * disk costs lines, which are counted and reported in the file once it works again; it never throws.
 */
export class RotatingFile {
  readonly #file: string;
  readonly #options: RotationOptions;
  #size: number;
  #waiting: string[] = [];
  #waitingLength = 0;
  #dropped = 0;
  #writing: Promise<void> | null = null;

  constructor(file: string, options: RotationOptions) {
    this.#file = file;
    this.#options = options;
    mkdirSync(dirname(file), { recursive: true });
    this.#size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Takes a line, which ends with a line break. */
  write(line: string): void {
    if (this.#waitingLength > MAX_WAITING) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(line);
    this.#waitingLength += line.length;
    this.#writing ??= this.#drain();
  }

  /** Resolves when what was taken is written, or was dropped. */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async #drain(): Promise<void> {
    // Lines of the same moment go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      this.#waitingLength = 0;
      await this.#append(lines);
    }
    this.#writing = null;
  }

  async #append(lines: readonly string[]): Promise<void> {
    const lost = this.#dropped;
    const note =
      lost === 0
        ? ''
        : `${JSON.stringify({ level: 'warn', time: new Date(this.#options.utcNow()), msg: `${lost} lines were lost` })}\n`;
    const text = note + lines.join('');
    try {
      if (this.#size > 0 && this.#size + Buffer.byteLength(text) > this.#options.maxBytes) this.#rotate();
      await appendFile(this.#file, text);
      this.#size += Buffer.byteLength(text);
      this.#dropped -= lost;
    } catch {
      this.#dropped += lines.length;
    }
  }

  #rotate(): void {
    const folder = dirname(this.#file);
    const stem = basename(this.#file).replace(/\.\w+$/, '');
    const stamp = new Date(this.#options.utcNow()).toISOString().replaceAll(':', '-');
    const isClosed = (name: string): boolean => name.startsWith(`${stem}-`) && name.endsWith('.log');
    const closed = readdirSync(folder).filter(isClosed).sort().reverse();
    const same = closed.filter((name) => name.startsWith(`${stem}-${stamp}`)).length;
    renameSync(this.#file, join(folder, `${stem}-${stamp}-${String(same).padStart(3, '0')}.log`));
    for (const name of closed.slice(Math.max(0, this.#options.keepFiles - 1)))
      rmSync(join(folder, name), { force: true });
    this.#size = 0;
  }
}
