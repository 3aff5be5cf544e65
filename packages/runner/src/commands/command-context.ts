import type { StopSignal } from '../terminal/on-stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ExitCode } from './exit-code.ts';

/** What a command needs from the program that calls it. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly cwd: string;
  /** Reports how the command ended; without it, a command that returns has exit code 0. */
  readonly exit: (code: ExitCode) => void;
  /** Whether to print stacks: `--debug`. */
  readonly isDebug: () => boolean;
  /** Calls back on the first Ctrl-C; the function that comes back ends that. */
  readonly onInterrupt: (stop: () => void) => () => void;
  /** Calls back on every signal that asks the process to end; the function that comes back ends that. */
  readonly onStopSignal: (stop: (signal: StopSignal, count: number) => void) => () => void;
}
