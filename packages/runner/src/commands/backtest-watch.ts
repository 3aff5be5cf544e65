import { type BacktestResult, LockstepError } from '@lockstep/core';
import { findStrategyFile } from '../strategy/find-strategy-file.ts';
import { printError } from '../terminal/print-error.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import { watchFiles } from '../watch/watch-files.ts';
import { type BacktestFlags, type FinishedBacktest, runBacktest } from './backtest-run.ts';
import type { CommandContext } from './command-context.ts';
import { printBacktest, printStatus, statisticChanges } from './print-backtest.ts';

/**
 * Runs a strategy now and after every change of one of its files, until `stop` aborts. Errors are printed and the
 * watch goes on; a change during a run abandons that run.
 */
export async function watchBacktest(
  path: string,
  flags: BacktestFlags,
  context: CommandContext,
  stop: AbortSignal,
): Promise<void> {
  const { terminal, cwd } = context;
  const file = findStrategyFile(path, cwd);
  const changes = new ChangeQueue(stop);
  const watch = watchFiles([file], (changed) => changes.push(changed));
  let previous: BacktestResult | null = null;
  try {
    for (;;) {
      const round = changes.startRound();
      const finished = await tryRun(path, flags, context, round);
      if (stop.aborted) return;
      if (finished !== null && !round.aborted) {
        watch.setFiles([file, ...finished.loaded.inputs]);
        printRound(terminal, finished, previous, cwd);
        previous = finished.run.result;
      }
      if (!round.aborted) writeLine(terminal.err, terminal.style.dim('Waiting for a change. Ctrl-C ends.'));
      const changed = await changes.next();
      if (changed === null) return;
      writeLine(terminal.err, terminal.style.dim(`${shownPath(changed, cwd)} changed.`));
    }
  } finally {
    watch.close();
  }
}

/** Null after an error, which is printed. */
async function tryRun(
  path: string,
  flags: BacktestFlags,
  context: CommandContext,
  signal: AbortSignal,
): Promise<FinishedBacktest | null> {
  try {
    return await runBacktest(path, flags, context, signal);
  } catch (error) {
    printError(context.terminal, error, context.isDebug());
    if (!(error instanceof LockstepError)) throw error;
    return null;
  }
}

function printRound(
  terminal: Terminal,
  finished: FinishedBacktest,
  previous: BacktestResult | null,
  cwd: string,
): void {
  if (previous === null) {
    printBacktest(terminal, finished, cwd);
    return;
  }
  for (const line of statisticChanges(previous, finished.run.result)) writeLine(terminal.out, line);
  printStatus(terminal, finished);
}

/** Hands over changes one by one; a change aborts the round that is under way. */
class ChangeQueue {
  readonly #stop: AbortSignal;
  #round = new AbortController();
  #changed: string | null = null;
  #wake: () => void = () => undefined;

  constructor(stop: AbortSignal) {
    this.#stop = stop;
    stop.addEventListener('abort', () => {
      this.#round.abort();
      this.#wake();
    });
  }

  /** Signal of a new round. */
  startRound(): AbortSignal {
    this.#round = new AbortController();
    if (this.#stop.aborted || this.#changed !== null) this.#round.abort();
    return this.#round.signal;
  }

  push(changed: string): void {
    this.#changed = changed;
    this.#round.abort();
    this.#wake();
  }

  /** The next change, at once if there was one since; null when the watch is over. */
  async next(): Promise<string | null> {
    while (this.#changed === null && !this.#stop.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const changed = this.#changed;
    this.#changed = null;
    return this.#stop.aborted ? null : changed;
  }
}
