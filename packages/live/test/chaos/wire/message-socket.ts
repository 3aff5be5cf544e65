import type { Socket } from 'node:net';

/** Messages over a socket: JSON, one a line, in the order in which they are sent. */
export class MessageSocket {
  readonly #socket: Socket;
  #rest = '';

  constructor(socket: Socket, onMessage: (message: unknown) => void) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    // A process at the other end that is killed resets the connection.
    socket.on('error', () => undefined);
    socket.on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) onMessage(JSON.parse(line));
    });
  }

  send(message: unknown): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  /** Settles when the other end is gone and all that it had sent was taken in. */
  async closed(): Promise<void> {
    if (!this.#socket.closed) await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
  }

  close(): void {
    this.#socket.destroy();
  }
}
