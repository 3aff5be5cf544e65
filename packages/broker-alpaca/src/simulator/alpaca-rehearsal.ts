import {
  type Brokerage,
  type BrokerageCapabilities,
  type Clock,
  Market,
  type ReferenceData,
  type SecuritySymbol,
  SecurityType,
  type SimulatedVenue,
} from '@lockstep/core';
import { AlpacaBrokerage } from '../brokerage/alpaca-brokerage.ts';
import { ALPACA_CAPABILITIES } from '../brokerage/alpaca-capabilities.ts';
import { AlpacaSimulator } from './alpaca-simulator.ts';
import { VENUE_RULES } from './rules/simulator-rules.ts';

/** Rounds in which nothing happens until everything counts as arrived. */
const STILL_ROUNDS = 2;

/** Alpaca as a rehearsal takes it: the adapter, over real sockets, to a simulator in front of a venue. */
export const alpacaRehearsal = {
  name: 'alpaca',
  capabilities: ALPACA_CAPABILITIES satisfies BrokerageCapabilities as BrokerageCapabilities,
  isTraded: ({ securityType, market }: SecuritySymbol): boolean =>
    securityType === SecurityType.Equity && market === Market.USA,
  open: openWire,
};

interface Ends {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly reference: ReferenceData;
}

interface Wire {
  readonly brokerage: Brokerage;
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

async function openWire({ venue, clock, reference }: Ends): Promise<Wire> {
  const simulator = await AlpacaSimulator.start({ venue, clock, reference, rules: VENUE_RULES });
  const { keyId, secret } = simulator.keys;
  const brokerage = new AlpacaBrokerage({
    credentials: { keyId, secret },
    endpoints: simulator.endpoints,
    clock,
    splitsAtZero: VENUE_RULES.crossZero,
    hasCents: VENUE_RULES.subPenny,
    checksShortSales: VENUE_RULES.shorting,
    checksAuctionTimes: VENUE_RULES.auctionWindows,
    // A year passes in a minute here.
    requestsPerMinute: Number.POSITIVE_INFINITY,
    symbolOf: (ticker, securityType) => venue.securities.values.find(isNamed(ticker, securityType))?.symbol ?? null,
  });
  const silence = new Silence(simulator, brokerage);
  return {
    brokerage,
    quiet: () => silence.come(),
    stop: () => simulator.stop(),
  };
}

function isNamed(ticker: string, type: SecurityType): (security: { readonly symbol: SecuritySymbol }) => boolean {
  return ({ symbol }) => symbol.value === ticker && symbol.securityType === type;
}

/** Notices when everything that was sent has arrived. */
class Silence {
  readonly #simulator: AlpacaSimulator;
  readonly #brokerage: AlpacaBrokerage;
  #known = '';

  constructor(simulator: AlpacaSimulator, brokerage: AlpacaBrokerage) {
    this.#simulator = simulator;
    this.#brokerage = brokerage;
  }

  /** What was said so far. */
  get #said(): string {
    const { stream, updates } = this.#simulator;
    return `${stream.sent} ${updates.log.length}`;
  }

  /** No call waits for an answer, and nothing is on its way; twice in a row, since one thing may lead to another. */
  async come(): Promise<void> {
    if (this.#brokerage.pendingCalls === 0 && this.#said === this.#known) return;
    for (let still = 0; still < STILL_ROUNDS; ) {
      await this.#brokerage.idle();
      await this.#simulator.quiet();
      still = this.#brokerage.pendingCalls === 0 && this.#said === this.#known ? still + 1 : 0;
      this.#known = this.#said;
    }
  }
}
