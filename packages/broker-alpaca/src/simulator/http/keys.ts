import type { IncomingHttpHeaders } from 'node:http';
import { htmlUnauthorized } from '../faults/request-faults.ts';
import { jsonReply, type Reply } from './reply.ts';

/** The pair of keys that a simulator takes. */
export class SimulatorKeys {
  readonly keyId: string;
  readonly secret: string;

  constructor(keyId: string, secret: string) {
    this.keyId = keyId;
    this.secret = secret;
  }

  match(keyId: unknown, secret: unknown): boolean {
    return keyId === this.keyId && secret === this.secret;
  }

  /** Why a request is not let in; null if it is. */
  refuse(headers: IncomingHttpHeaders): Reply | null {
    const keyId = headers['apca-api-key-id'];
    const secret = headers['apca-api-secret-key'];
    if (keyId === undefined && secret === undefined && headers.authorization === undefined) return htmlUnauthorized();
    return this.match(keyId, secret) ? null : jsonReply(401, { message: 'unauthorized.' });
  }
}
