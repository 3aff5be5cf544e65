import type { Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

/** What names of secrets have in common, so that runs without any load nothing for them. */
const HINT = /key|secret|token|pass|credential|_URL/i;

/** Masks secrets of the environment on a terminal, whoever prints them. */
export async function maskSecrets(
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (!Object.keys(environment).some((name) => HINT.test(name))) return;
  const { SecretScrubber, secretsIn } = await import('@lockstep/live/config');
  const secrets = secretsIn(environment);
  if (secrets.length === 0) return;
  const scrubber = new SecretScrubber(secrets);
  for (const stream of [terminal.out, terminal.err]) maskWrites(stream, (text) => scrubber.text(text));
}

/** Masks every text on its way into a stream, also what a strategy prints with `console`. */
function maskWrites(stream: Writable, mask: (text: string) => string): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  const masked = (chunk: unknown, ...rest: unknown[]): boolean =>
    write(typeof chunk === 'string' ? mask(chunk) : chunk, ...rest);
  Object.defineProperty(stream, 'write', { value: masked, configurable: true, writable: true });
}
