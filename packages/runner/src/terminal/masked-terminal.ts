import type { Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

/** What names of secrets have in common, so that runs without any load nothing for them. */
const HINT = /key|secret|token|pass|credential|_URL/i;

/** A terminal on which secrets of the environment are masked, whoever prints them. */
export async function maskedTerminal(
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Terminal> {
  if (!Object.keys(environment).some((name) => HINT.test(name))) return terminal;
  const { SecretScrubber, secretsIn } = await import('@lockstep/live/config');
  const secrets = secretsIn(environment);
  if (secrets.length === 0) return terminal;
  const scrubber = new SecretScrubber(secrets);
  const masked = (stream: Writable): Writable => maskedStream(stream, (text) => scrubber.text(text));
  return { ...terminal, out: masked(terminal.out), err: masked(terminal.err) };
}

/** The same stream with every text masked on its way in: what asks for its size or colours asks the stream itself. */
function maskedStream(stream: Writable, mask: (text: string) => string): Writable {
  const write = (chunk: unknown, ...rest: unknown[]): boolean =>
    stream.write(...([typeof chunk === 'string' ? mask(chunk) : chunk, ...rest] as Parameters<Writable['write']>));
  return Object.create(stream, { write: { value: write } }) as Writable;
}
