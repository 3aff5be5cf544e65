import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** What has gone over a connection, as TWS has it. */
export interface Carried {
  /** Port of the client's end. */
  readonly port: number;
  readonly read: number;
  readonly written: number;
  /** It has been told that nothing more comes. */
  readonly isEnding: boolean;
}

/** What TWS has said and heard by now. */
export interface TwsSaid {
  /** Nothing is being worked on. */
  readonly isIdle: boolean;
  readonly connections: readonly Carried[];
}

/** What noticing silence works with. */
export interface IbSilenceOptions {
  /** Of the simulated TWS. */
  readonly port: number;
  readonly said: () => TwsSaid | Promise<TwsSaid>;
}

const CHANNEL = 'net.client.socket';

/**
 * Notices when everything that was sent over TWS's wire was read at the other end, in both directions, each connection is
 * known at both, and nothing has moved since the last look: who reads something has worked on it before the next turn.
 */
export class IbSilence {
  readonly #options: IbSilenceOptions;
  readonly #sockets = new Set<Socket>();
  /** What had moved at the last look; null while something was on its way. */
  #known: string | null = null;
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
    for (;;) {
      const now = this.#moved(await this.#options.said());
      if (now !== null && now === this.#known) return;
      this.#known = now;
      await new Promise(setImmediate);
    }
  }

  #moved({ isIdle, connections }: TwsSaid): string | null {
    const ours = [...this.#sockets].filter((socket) => this.#isOurs(socket));
    if (!isIdle || ours.length !== connections.length) return null;
    let moved = '';
    for (const socket of ours) {
      const there = socket.connecting ? undefined : connections.find(({ port }) => port === socket.localPort);
      if (there === undefined || there.isEnding) return null;
      if (there.read !== socket.bytesWritten || there.written !== socket.bytesRead) return null;
      moved += ` ${there.port} ${there.read} ${there.written}`;
    }
    return moved;
  }

  /** A connection that is being opened is one, too. */
  #isOurs(socket: Socket): boolean {
    return !socket.destroyed && (socket.connecting || socket.remotePort === this.#options.port);
  }
}
