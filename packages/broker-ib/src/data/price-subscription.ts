import type { IbConnection } from '../connection/ib-connection.ts';
import type { IbContract } from '../contracts/ib-contract.ts';
import type { PriceStream } from './price-stream.ts';

/** One of IB's streams as it is subscribed to, again and again: on each connection, and when it has died. */
export class PriceSubscription {
  readonly stream: PriceStream;
  readonly #connection: IbConnection;
  /** Id of the present request; null while there is none. What comes for another one is late. */
  reqId: number | null = null;
  /** When something came last, or it was asked for, epoch ms UTC. */
  heardMs: number;
  /** Nothing more is asked for: IB does not give it. */
  isRefused = false;
  /** How often it was asked for since something came. */
  attempts = 0;
  #isWanted = true;

  constructor(connection: IbConnection, stream: PriceStream) {
    this.#connection = connection;
    this.stream = stream;
    this.heardMs = connection.clock.utcNow();
  }

  get isWanted(): boolean {
    return this.#isWanted && !this.isRefused;
  }

  /** Asks for it. @returns the id of the request */
  ask(contract: IbContract): number {
    const reqId = this.#connection.nextRequestId();
    this.reqId = reqId;
    this.attempts += 1;
    this.heardMs = this.#connection.clock.utcNow();
    this.stream.restart();
    this.#connection.send('data', (api) => {
      // It may have been taken back while it waited for its turn.
      if (this.reqId === reqId) this.stream.subscribe(api, reqId, contract);
    });
    return reqId;
  }

  /** Takes it back, for a while or for good. */
  drop(): void {
    const { reqId } = this;
    this.reqId = null;
    if (reqId !== null) this.#connection.send('data', (api) => this.stream.unsubscribe(api, reqId));
  }

  /** The request is gone without a word to be said of it: its connection has ended, or IB has ended it. */
  forget(): void {
    this.reqId = null;
  }

  close(): void {
    this.#isWanted = false;
    this.drop();
  }
}
