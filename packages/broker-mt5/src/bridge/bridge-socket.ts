import { createConnection } from 'node:net';
import type { BridgeTransport } from './bridge-transport.ts';

/** Where a bridge waits, and the token that it was started with. */
export interface BridgeSocketOptions {
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

/** A bridge that waits on another machine, over TCP. The token proves itself; what is said is not encrypted. */
export function bridgeSocket({ host, port, token }: BridgeSocketOptions): BridgeTransport {
  return {
    token,
    open: (listener) => {
      const socket = createConnection({ host, port, noDelay: true });
      let reason = `the bridge at ${host}:${port} has closed the connection`;
      socket.on('data', (chunk: Buffer) => listener.data(chunk));
      socket.on('error', (error) => {
        reason = `the bridge at ${host}:${port} cannot be reached (${error.message})`;
      });
      socket.on('close', () => listener.ended(reason));
      return { send: (line) => void socket.write(`${line}\n`), close: () => void socket.destroy() };
    },
  };
}
