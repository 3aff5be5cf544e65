import { inspect } from 'node:util';
import { LockstepError } from '@lockstep/core';
import { type Terminal, writeLine } from './terminal.ts';

/**
 * Prints what went wrong to `err`: the message (what was received, what was expected, what to do) and the error's code;
 * with `debug` also stack and causes.
 */
export function printError(terminal: Terminal, error: unknown, debug: boolean): void {
  const { style, err } = terminal;
  const isKnown = error instanceof LockstepError;
  const message = error instanceof Error ? error.message : inspect(error);
  const heading = isKnown ? `Error ${error.code}:` : 'Internal error:';
  writeLine(err, `${style.red(style.bold(heading))} ${message}`);
  if (debug) {
    for (let cause: unknown = error; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
      writeLine(err, style.dim(textOf(cause)));
    }
  } else if (!isKnown) {
    writeLine(
      err,
      'This is a defect of Lockstep or of its surroundings. Run again with --debug and report what it prints.',
    );
  }
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
}
