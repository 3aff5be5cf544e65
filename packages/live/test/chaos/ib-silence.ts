import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** What has gone over a connection, as its other end has it. */
export interface Carried {
  /** Port of the client's end. */
  readonly port: number;
  readonly read: number;
  readonly written: number;
}

/** What noticing silence works with. */
export interface IbSilenceOptions {
  /** Of the simulated TWS. */
  readonly port: number;
  /** What has gone over connections by now, as TWS has it. */
  readonly said: () => Promise<readonly Carried[]>;
}

const CHANNEL = 'net.client.socket';
/** Looks in a row at which nothing moves. */
const STILL_LOOKS = 3;

/** Notices when everything that was sent over TWS's wire was read at the other end, in both directions. */
export class IbSilence {
  readonly #options: IbSilenceOptions;
  readonly #sockets = new Set<Socket>();
  readonly #onSocket = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  };

  constructor(options: IbSilenceOptions) {
    this.#options = options;
    subscribe(CHANNEL, this.#onSocket);
  }

  close(): void {
    unsubscribe(CHANNEL, this.#onSocket);
    this.#sockets.clear();
  }

  async come(): Promise<void> {
    let known = '';
    for (let still = 0; still < STILL_LOOKS; ) {
      await new Promise(setImmediate);
      const said = await this.#options.said();
      const ours = [...this.#sockets].filter((socket) => this.#isOurs(socket));
      const now = ours.map((socket) => `${socket.localPort} ${socket.bytesRead} ${socket.bytesWritten}`).join(', ');
      const isEven = ours.every((socket) => isCarried(socket, said));
      still = isEven && now === known ? still + 1 : 0;
      known = now;
    }
  }

  /** A connection that is being opened is one, too. */
  #isOurs(socket: Socket): boolean {
    return !socket.destroyed && (socket.connecting || socket.remotePort === this.#options.port);
  }
}

function isCarried(socket: Socket, said: readonly Carried[]): boolean {
  if (socket.connecting) return false;
  const there = said.find(({ port }) => port === socket.localPort);
  return there !== undefined && there.read === socket.bytesWritten && there.written === socket.bytesRead;
}
