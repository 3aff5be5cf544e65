import { createConnection, createServer, type Server, type Socket } from 'node:net';
import type { Carried } from './ib-silence.ts';
import type { Bridges } from './mt5-bridges.ts';

const LINE_END = 10;
const HOST = '127.0.0.1';
const MOMENT_MS = 2;

/** A client and the bridge that serves it. */
interface Pair {
  readonly client: Socket;
  readonly bridge: Socket;
  /** Lines that the bridge still has to say: its greeting first, then one for each that the client has said. */
  owed: number;
  isEnding: boolean;
}

/** The way between clients and their bridges, where bridges are killed, fall silent and cannot be reached. */
export class Mt5Relay {
  readonly #server: Server;
  readonly #bridges: Bridges;
  /** Address of the terminal that bridges are to find. */
  readonly #terminal: string;
  readonly #pairs = new Set<Pair>();
  #waiting: (() => void)[] = [];
  /** Nothing passes, and nobody notices. */
  isSilent: () => boolean = () => false;
  /** Nobody is there. */
  isAway: () => boolean = () => false;

  private constructor(bridges: Bridges, terminal: string) {
    this.#bridges = bridges;
    this.#terminal = terminal;
    this.#server = createServer({ noDelay: true }, (client) => this.#accept(client));
  }

  static async open(bridges: Bridges, terminal: string): Promise<Mt5Relay> {
    const relay = new Mt5Relay(bridges, terminal);
    await new Promise<void>((resolve) => relay.#server.listen(0, HOST, resolve));
    return relay;
  }

  get port(): number {
    const address = this.#server.address();
    return address !== null && typeof address !== 'string' ? address.port : 0;
  }

  /** Bridges that still have something to say. */
  get working(): number {
    return [...this.#pairs].filter(({ owed }) => owed > 0).length;
  }

  /** What has gone over each connection of a client. */
  get connections(): readonly Carried[] {
    return [...this.#pairs]
      .filter(({ client }) => !client.destroyed)
      .map(({ client, isEnding }) => ({
        port: client.remotePort ?? 0,
        read: client.bytesRead,
        written: client.bytesWritten,
        isEnding,
      }));
  }

  /** Settles when a bridge has said something, or after a moment: its terminal may have begun to wait for the clock. */
  moved(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, MOMENT_MS);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** The bridges die. */
  kill(): void {
    for (const pair of this.#pairs) {
      pair.owed = 0;
      pair.client.destroy();
      pair.bridge.destroy();
    }
  }

  async close(): Promise<void> {
    this.kill();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.isAway()) {
      client.destroy();
      return;
    }
    const bridge = createConnection({ host: HOST, port: this.#bridges.port, noDelay: true });
    const pair: Pair = { client, bridge, owed: 1, isEnding: false };
    this.#pairs.add(pair);
    bridge.write(`${this.#terminal}\n`);
    client.on('data', (chunk: Buffer) => {
      if (this.isSilent()) return;
      pair.owed += linesIn(chunk);
      bridge.write(chunk);
    });
    bridge.on('data', (chunk: Buffer) => {
      pair.owed -= linesIn(chunk);
      for (const resolve of this.#waiting.splice(0)) resolve();
      if (!this.isSilent()) client.write(chunk);
    });
    // What has been sent by a client that died is worked on all the same.
    client.on('close', () => bridge.end());
    bridge.on('error', () => bridge.destroy());
    bridge.on('close', () => {
      pair.isEnding = true;
      pair.owed = 0;
      this.#pairs.delete(pair);
      client.destroy();
    });
  }
}

function linesIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) count += 1;
  return count;
}
