import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { LineSplitter } from '../bridge/line-splitter.ts';

/** A call of the package's stand-in. */
export interface TerminalCall {
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What is answered: a result with `last_error()`; null breaks the connection. */
export type TerminalAnswer = { readonly result: unknown; readonly error: readonly [number, string] } | null;

const HOST = '127.0.0.1';

/** Where stand-ins of the package find the simulated terminal: calls and answers, a line each, on this machine. */
export class TerminalServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answer: (call: TerminalCall) => Promise<TerminalAnswer>;

  constructor(answer: (call: TerminalCall) => Promise<TerminalAnswer>) {
    this.#answer = answer;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** `HOST:PORT`. */
  get address(): string {
    return `${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, HOST, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  /** Breaks every connection: the terminal is gone. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.drop();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    const lines = new LineSplitter(
      (line) => void this.#serve(socket, JSON.parse(line) as TerminalCall),
      () => socket.destroy(),
    );
    socket.on('data', (chunk: Buffer) => lines.take(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  async #serve(socket: Socket, call: TerminalCall): Promise<void> {
    const answer = await this.#answer(call);
    if (answer === null) socket.destroy();
    else socket.write(`${JSON.stringify(answer)}\n`);
  }
}
