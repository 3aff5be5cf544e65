import type { AlpacaBrokerage } from '@lockstep/broker-alpaca';
import type { AlpacaSimulator, SimulatorSaid } from '@lockstep/broker-alpaca/simulator';

const NAME_HEADER = 'x-client-request-id';
let ends = 0;

/** Requests that tell the other side their names, so that it can be asked which of them it has. */
export class NamedRequests {
  /** Those that have no answer. */
  readonly open = new Set<string>();
  readonly #prefix = `${process.pid}-${(ends += 1)}`;
  #count = 0;

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const name = `${this.#prefix}-${(this.#count += 1)}`;
    const headers = new Headers(init.headers);
    headers.set(NAME_HEADER, name);
    this.open.add(name);
    try {
      return await fetch(url, { ...init, headers });
    } finally {
      this.open.delete(name);
    }
  };
}

/** What noticing silence works with. */
export interface AlpacaSilenceOptions {
  readonly address: string;
  /** The simulator, where it is in this process. */
  readonly near: AlpacaSimulator | null;
  readonly requests: NamedRequests;
  readonly brokerage: AlpacaBrokerage;
}

/**
 * Notices when everything that was sent has arrived: each call that has no answer waits at the simulator for time to pass, and
 * nothing was said since the last look.
 */
export class AlpacaSilence {
  readonly #options: AlpacaSilenceOptions;
  #known = '';
  /** Of the stream, and of connections: what echoes are wanted for. */
  #heard = '';

  constructor(options: AlpacaSilenceOptions) {
    this.#options = options;
  }

  async come(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      const said = await this.#ask();
      if (said === null || !this.#isWaiting(said)) continue;
      const now = JSON.stringify(said);
      if (now === this.#known) return;
      this.#known = now;
      await this.#echo(said);
    }
  }

  /** Everything on the stream was taken in at the other end. One that is far away has seen to that itself. */
  async #echo({ sent, connections }: SimulatorSaid): Promise<void> {
    const heard = `${sent} ${connections}`;
    if (heard === this.#heard) return;
    this.#heard = heard;
    await this.#options.near?.quiet();
  }

  /** What the simulator says; null while it is at work. */
  async #ask(): Promise<SimulatorSaid | null> {
    const { near, address } = this.#options;
    if (near !== null) return near.isIdle ? near.said : null;
    return (await (await fetch(`${address}/__sim/quiet`)).json()) as SimulatorSaid;
  }

  /** All that is not answered waits there, a connection that is being opened among it. */
  #isWaiting({ waiting, unanswered }: SimulatorSaid): boolean {
    const { requests, brokerage } = this.#options;
    const there = new Set(waiting);
    if (![...requests.open].every((name) => there.has(name))) return false;
    return brokerage.pendingCalls - requests.open.size <= unanswered;
  }
}
