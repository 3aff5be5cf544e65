import { join } from 'node:path';
import type { UtcClock } from '@lockstep/core';
import { type Logger, pino } from 'pino';
import type { LogSettings } from '../config/lockstep-config.ts';
import type { SecretScrubber } from '../config/secret-scrubber.ts';
import { RotatingFile } from './rotating-file.ts';

/** Facts beside a message. */
export type LogDetails = Readonly<Record<string, unknown>>;

/** How a log is opened. */
export interface JsonLogOptions {
  /** Folder of the files: `live.log`, and closed ones beside it. */
  readonly folder: string;
  readonly settings?: LogSettings | undefined;
  readonly scrubber: SecretScrubber;
  readonly clock: UtcClock;
  /** Facts on every line, such as deployment and session. */
  readonly facts?: LogDetails;
}

/**
 * The log of a live run: one JSON object a line, `{ level, time, …facts, …details, msg }`, with secrets masked and files
 * rotated. Writing never blocks and never throws.
 */
export class JsonLog {
  readonly #logger: Logger;
  readonly #file: RotatingFile;
  readonly #scrubber: SecretScrubber;

  constructor({ folder, settings, scrubber, clock, facts = {} }: JsonLogOptions) {
    this.#scrubber = scrubber;
    this.#file = new RotatingFile(join(folder, 'live.log'), {
      maxBytes: (settings?.maxFileMegabytes ?? 20) * 1024 * 1024,
      keepFiles: settings?.keepFiles ?? 10,
      utcNow: () => clock.utcNow(),
    });
    this.#logger = pino(
      {
        level: settings?.level ?? 'info',
        base: facts,
        timestamp: () => `,"time":"${new Date(clock.utcNow()).toISOString()}"`,
        formatters: { level: (level) => ({ level }) },
        hooks: { streamWrite: (line) => scrubber.text(line) },
      },
      this.#file,
    );
  }

  debug(message: string, details?: LogDetails): void {
    this.#write('debug', message, details);
  }

  info(message: string, details?: LogDetails): void {
    this.#write('info', message, details);
  }

  warn(message: string, details?: LogDetails): void {
    this.#write('warn', message, details);
  }

  error(message: string, details?: LogDetails): void {
    this.#write('error', message, details);
  }

  /** Resolves when everything is written. */
  flush(): Promise<void> {
    return this.#file.flush();
  }

  #write(level: 'debug' | 'info' | 'warn' | 'error', message: string, details: LogDetails = {}): void {
    if (!this.#logger.isLevelEnabled(level)) return;
    try {
      this.#logger[level](this.#scrubber.value(details), message);
    } catch (error) {
      this.#logger.error({ details: String(error) }, message);
    }
  }
}
