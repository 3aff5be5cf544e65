import type { Socket } from 'node:net';
import { EventName, IBApi } from '@stoqey/ib';

/** Where TWS or Gateway is, and as which client we come. */
export interface IbAddress {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
}

/** The client holds messages back by a timer of its own unless it may send this many; we count them ourselves. */
const UNLIMITED_PER_SECOND = 1_000_000;
const ERROR_MESSAGE = '4';

/** What of the client's inside is needed. */
interface ClientInside {
  readonly controller: {
    readonly socket: { readonly client?: Socket };
    processIngressQueue(): void;
    readonly decoder: { drainQueue(): void };
  };
}

/**
 * A client for one connection. All that it may be told is told, so that it reads nothing from the environment.
 *
 * @param onUndecoded told of messages that the client cannot decode; those after them are still worked on
 */
export function createIbClient({ host, port, clientId }: IbAddress, onUndecoded: (error: unknown) => void): IBApi {
  const api = new IBApi({ host, port, clientId, maxReqPerSec: UNLIMITED_PER_SECOND });
  guardDecoder(api, onUndecoded);
  return api;
}

/** Opens the connection. An order is not held back, some 40 ms, until the message before it was acknowledged. */
export function connectIbClient(api: IBApi, { clientId }: IbAddress): void {
  api.connect(clientId);
  (api as unknown as ClientInside).controller.socket.client?.setNoDelay(true);
}

/**
 * The client lets an error of its decoder, such as for JSON that is none in an error message, escape to the process, and
 * what comes after it lies in its queue. Here the message is dropped and the rest is read; of an error message the parts
 * that can be read are told.
 */
function guardDecoder(api: IBApi, onUndecoded: (error: unknown) => void): void {
  const { controller } = api as unknown as ClientInside;
  const process = controller.processIngressQueue.bind(controller);
  let received: readonly string[] = [];
  api.on(EventName.received, (tokens: string[]) => {
    received = tokens;
  });
  controller.processIngressQueue = () => {
    try {
      process();
    } catch (error) {
      controller.decoder.drainQueue();
      const [message, , id = '-1', code = '0', text = ''] = received;
      if (message === ERROR_MESSAGE) api.emit(EventName.error, new Error(text), Number(code), Number(id), undefined);
      onUndecoded(error);
    }
  };
}
