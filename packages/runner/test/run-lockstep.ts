import { Writable } from 'node:stream';
import { runProgram } from '../src/commands/program.ts';
import { createStyle } from '../src/terminal/terminal.ts';

/** What a command wrote, and how it ended. */
export interface CommandOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, in a folder, with streams that are no screen. */
export async function runLockstep(cwd: string, ...args: string[]): Promise<CommandOutcome> {
  const out = new TextSink();
  const err = new TextSink();
  const terminal = { out, err, outIsScreen: false, errIsScreen: false, width: 100, style: createStyle(false) };
  const code = await runProgram(args, { cwd, terminal });
  return { code, out: out.text, err: err.text };
}

class TextSink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
