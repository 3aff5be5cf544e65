import { LockstepError } from '@lockstep/core';
import { type BridgeProcessOptions, notStarted, spawnBridge } from './bridge-process.ts';

/** Where a bridge waits for a client on another machine. */
export interface BridgeServerOptions extends BridgeProcessOptions {
  /** `host:port`; port 0 takes a free one. */
  readonly listen: string;
  /** What a client has to prove that it has: 16 characters or more. */
  readonly token: string;
}

/** A bridge that waits for clients, one at a time. */
export interface BridgeServer {
  /** `host:port` at which it waits. */
  readonly address: string;
  /** Settles when it has ended, by itself or stopped. */
  readonly ended: Promise<void>;
  stop(): void;
}

/**
 * Starts the bridge on the machine of the terminal, so that Lockstep can reach it from another.
 *
 * @throws LockstepError `BROKER_UNAVAILABLE` when it does not start; the message says what it said
 */
export function serveBridge(options: BridgeServerOptions): Promise<BridgeServer> {
  const { listen, token, environment = {}, onOutput } = options;
  return new Promise((resolve, reject) => {
    let said = '';
    const child = spawnBridge(
      {
        ...options,
        // A secret is in the environment, never on the command line.
        environment: { ...environment, LOCKSTEP_MT5_TOKEN: token },
        onOutput: (text) => {
          said = `${said}\n${text}`.trimStart();
          const address = /^waiting on (.+)$/m.exec(said)?.[1];
          if (address !== undefined) resolve({ address, ended, stop: () => void child.kill() });
          onOutput?.(text);
        },
      },
      ['--listen', listen],
    );
    const fail = (reason: string): void =>
      reject(new LockstepError('BROKER_UNAVAILABLE', `The bridge does not wait at ${listen}: ${reason}.`));
    const ended = new Promise<void>((settle) => {
      child.on('error', (error) => {
        fail(notStarted(options, error));
        settle();
      });
      child.on('close', (code) => {
        fail(said === '' ? `it has ended with exit code ${code}` : said);
        settle();
      });
    });
  });
}
