import { createRequire } from 'node:module';
import type * as CliProgress from 'cli-progress';
import { type Terminal, writeLine } from './terminal.ts';

/** What a long task reports. */
export interface ProgressReport {
  /** Part that is done, 0–1. */
  readonly fraction: number;
  /** Shown beside the bar, for example a date. */
  readonly note: string;
}

/** Shows how far a task is. */
export interface Progress {
  update(report: ProgressReport): void;
  /** Ends the display; nothing may be written to the terminal before. */
  stop(): void;
}

/** Loads what only a screen needs. */
const require = createRequire(import.meta.url);

/** Parts at which a line is written where a bar cannot be drawn. */
const PLAIN_STEP = 0.25;

/** A bar that is redrawn on a screen; elsewhere (a file, a pipe, CI) a line for each quarter. Writes to `err`. */
export function createProgress(terminal: Terminal, title: string): Progress {
  return terminal.errIsScreen ? screenBar(terminal, title) : plainLines(terminal, title);
}

/** Shows nothing. */
export const noProgress: Progress = { update: () => undefined, stop: () => undefined };

function screenBar(terminal: Terminal, title: string): Progress {
  const { Presets, SingleBar } = require('cli-progress') as typeof CliProgress;
  const bar = new SingleBar(
    {
      format: `${title} {bar} {percentage}%  {note}`,
      stream: terminal.err as NodeJS.WritableStream,
      fps: 10,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { note: '' });
  return {
    update: ({ fraction, note }) => bar.update(fraction, { note }),
    stop: () => bar.stop(),
  };
}

function plainLines(terminal: Terminal, title: string): Progress {
  let shown = 0;
  return {
    update: ({ fraction, note }) => {
      if (fraction < shown + PLAIN_STEP) return;
      shown = Math.floor(fraction / PLAIN_STEP) * PLAIN_STEP;
      writeLine(terminal.err, `${title} ${Math.round(shown * 100)}%  ${note}`);
    },
    stop: () => undefined,
  };
}
