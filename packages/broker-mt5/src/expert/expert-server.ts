import { createServer, type Server, type Socket } from 'node:net';
import { LockstepError } from '@lockstep/core';
import type { BridgeListener, BridgeStream, BridgeTransport } from '../bridge/bridge-transport.ts';

/** Where an Expert Advisor is waited for. */
export interface ExpertServerOptions {
  /** @defaultValue `127.0.0.1` */
  readonly host?: string | undefined;
  /** 0 takes a free one. */
  readonly port: number;
  /** What both sides have to prove that they have: 16 characters or more. */
  readonly token: string;
}

const HOST = '127.0.0.1';
const SHORTEST_TOKEN = 16;

/**
 * A way to a terminal through an Expert Advisor in it: the expert dials in here, since terminals open sockets but do not wait
 * for any. One session at a time; who connects meanwhile waits until that has ended, the latest first.
 */
export class ExpertServer implements BridgeTransport {
  readonly token: string;
  readonly provesItself = true;
  readonly #server: Server;
  #session: { readonly listener: BridgeListener; socket: Socket | null } | null = null;
  /** Connected, and not used yet. */
  #waiting: Socket | null = null;

  private constructor(token: string) {
    this.token = token;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** @throws LockstepError `ENVIRONMENT_INVALID` for a token that is too short, `BROKER_UNAVAILABLE` when the port is taken */
  static async listen({ host = HOST, port, token }: ExpertServerOptions): Promise<ExpertServer> {
    if (token.length < SHORTEST_TOKEN) {
      const text = `The token of the Expert Advisor has ${token.length} characters; expected ${SHORTEST_TOKEN} or more.`;
      throw new LockstepError('ENVIRONMENT_INVALID', text);
    }
    const expert = new ExpertServer(token);
    await new Promise<void>((resolve, reject) => {
      expert.#server.once('error', (error) => {
        const text = `The Expert Advisor cannot be waited for at ${host}:${port} (${error.message}): choose another port.`;
        reject(new LockstepError('BROKER_UNAVAILABLE', text, { cause: error }));
      });
      expert.#server.listen(port, host, resolve);
    });
    // A process that has nothing else to do ends.
    expert.#server.unref();
    return expert;
  }

  /** The port at which it waits. */
  get port(): number {
    const address = this.#server.address();
    return address !== null && typeof address !== 'string' ? address.port : 0;
  }

  open(listener: BridgeListener): BridgeStream {
    const session = { listener, socket: null as Socket | null };
    this.#session = session;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) this.#attach(session, waiting);
    return {
      send: (line) => void session.socket?.write(`${line}\n`),
      close: () => {
        if (this.#session === session) this.#session = null;
        session.socket?.destroy();
      },
    };
  }

  /** Nobody is waited for any more. */
  async close(): Promise<void> {
    this.#waiting?.destroy();
    this.#session?.socket?.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    const session = this.#session;
    if (session !== null && session.socket === null) {
      this.#attach(session, socket);
      return;
    }
    this.#waiting?.destroy();
    this.#waiting = socket;
    socket.on('close', () => {
      if (this.#waiting === socket) this.#waiting = null;
    });
  }

  #attach(session: { readonly listener: BridgeListener; socket: Socket | null }, socket: Socket): void {
    session.socket = socket;
    socket.on('data', (chunk: Buffer) => session.listener.data(chunk));
    socket.on('close', () => {
      if (this.#session === session) this.#session = null;
      session.listener.ended('the Expert Advisor has closed the connection');
    });
  }
}
