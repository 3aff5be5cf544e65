import { Writable } from 'node:stream';
import { type ProgramOptions, runProgram } from '../src/commands/program.ts';
import { createStyle } from '../src/terminal/terminal.ts';

/** What a command wrote, and how it ended. */
export interface CommandOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, in a folder, with streams that are no screen. */
export function runLockstep(cwd: string, ...args: string[]): Promise<CommandOutcome> {
  return run(args, { cwd });
}

/** Runs a command that goes on until it is stopped, and stops it as soon as it waits for that. */
export function runLockstepUntilItWaits(cwd: string, ...args: string[]): Promise<CommandOutcome> {
  const onStopSignal: ProgramOptions['onStopSignal'] = (stop) => {
    setImmediate(() => stop('SIGINT', 1));
    return () => undefined;
  };
  return run(args, { cwd, onStopSignal });
}

async function run(args: readonly string[], options: ProgramOptions): Promise<CommandOutcome> {
  const out = new TextSink();
  const err = new TextSink();
  const terminal = { out, err, outIsScreen: false, errIsScreen: false, width: 100, style: createStyle(false) };
  const code = await runProgram(args, { ...options, terminal });
  return { code, out: out.text, err: err.text };
}

class TextSink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
