import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { ClientSession } from './client-session.ts';

const CHANNEL = 'net.client.socket';

/** The clients' ends of connections, as far as they are in this process: Node tells of each socket that connects. */
export class PeerSockets {
  readonly #sockets = new Set<Socket>();
  readonly #listener = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  };

  constructor() {
    subscribe(CHANNEL, this.#listener);
  }

  stop(): void {
    unsubscribe(CHANNEL, this.#listener);
    this.#sockets.clear();
  }

  /**
   * Whether everything that was sent over a port has been read at its other end, in both directions, and every end of a
   * connection has been seen.
   *
   * @param port the server's
   */
  areEven(port: number, sessions: readonly ClientSession[]): boolean {
    const open = sessions.filter(({ isOpen }) => isOpen);
    const ours = [...this.#sockets].filter((socket) => socket.remotePort === port && !socket.destroyed);
    const isMatched = ours.every((peer) => open.some(({ socket }) => socket.remotePort === peer.localPort));
    return isMatched && open.every((session) => isEven(session, ours));
  }
}

function isEven(session: ClientSession, peers: readonly Socket[]): boolean {
  const { socket, isFrozen, isEnding } = session;
  if (isFrozen) return true;
  if (isEnding) return false;
  const peer = peers.find(({ localPort }) => localPort === socket.remotePort);
  // A client in another process: what was handed to the system is all that can be known.
  if (peer === undefined) return socket.writableLength === 0;
  return socket.bytesWritten === peer.bytesRead && peer.bytesWritten === socket.bytesRead;
}
