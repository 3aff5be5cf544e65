import type { Writable } from 'node:stream';

/** Where a command writes: results to `out`, progress and errors to `err`. */
export interface Terminal {
  readonly out: Writable;
  readonly err: Writable;
  /** Whether each stream is a screen, where progress can be redrawn. */
  readonly outIsScreen: boolean;
  readonly errIsScreen: boolean;
  /** Characters in a line of `out`. */
  readonly width: number;
  readonly style: Style;
}

/** Marks text on a screen; returns it unchanged where colours are off. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

const NARROW = 100;

/** The terminal of this process. `NO_COLOR` and `FORCE_COLOR` are respected. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: stdout,
    err: stderr,
    outIsScreen: stdout.isTTY === true,
    errIsScreen: stderr.isTTY === true,
    width: stdout.columns ?? NARROW,
    style: createStyle(wantsColour(env, stdout.isTTY === true && stderr.isTTY === true)),
  };
}

/** Whether to colour: never with `NO_COLOR`, always with `FORCE_COLOR`, else on a screen. */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, isScreen: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isScreen && env['TERM'] !== 'dumb';
}

/** A style that writes ANSI sequences, or none. */
export function createStyle(enabled: boolean): Style {
  const wrap = (on: number, off: number) => (text: string) => (enabled ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return { bold: wrap(1, 22), dim: wrap(2, 22), red: wrap(31, 39), green: wrap(32, 39), yellow: wrap(33, 39) };
}

/** Writes a line. */
export function writeLine(stream: Writable, text = ''): void {
  stream.write(`${text}\n`);
}
