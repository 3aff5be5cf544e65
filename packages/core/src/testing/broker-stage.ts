import type { Brokerage } from '../brokerage/brokerage.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { SimulatedVenue } from '../venue/simulated-venue.ts';
import { BrokerageDesk } from './contracts/brokerage-desk.ts';
import type { BrokerageHarness } from './contracts/brokerage-harness.ts';
import { passTime } from './pass-time.ts';
import type { StagedMarket } from './staged-market.ts';

const MINUTE_MS = 60_000;
/** What is traded unless something else is said. */
const USUAL = 'SPY';

/** A market that a test moves, and an adapter that trades on it over its wire; all by one virtual clock. */
export abstract class BrokerStage<B extends Brokerage> {
  readonly market: StagedMarket;
  abstract readonly adapter: B;

  constructor(market: StagedMarket) {
    this.market = market;
  }

  /** Resolves when all that was sent, either way, is taken in. */
  abstract settle(): Promise<void>;
  abstract close(): Promise<void>;

  get clock(): VirtualClock {
    return this.market.clock;
  }

  get venue(): SimulatedVenue {
    return this.market.venue;
  }

  /** What trades SPY through the adapter, as the engine would. */
  desk(): Promise<BrokerageDesk> {
    return BrokerageDesk.open(this.harness());
  }

  harness(ticker = USUAL): BrokerageHarness {
    return {
      brokerage: this.adapter,
      symbol: this.symbol(ticker),
      utcNow: () => this.clock.utcNow(),
      trade: (price) => this.trade(price, ticker),
      settle: () => this.settle(),
      dispose: () => this.close(),
    };
  }

  symbol(ticker: string): SecuritySymbol {
    const symbol = this.market.symbolOf(ticker);
    if (symbol === null) throw new TypeError(`${ticker} is not traded on this stage.`);
    return symbol;
  }

  /** Lets orders in a security fill in these parts, one at each look, and wholly afterwards. */
  fillInParts(ticker: string, parts: readonly number[]): void {
    this.market.fillInParts(ticker, parts);
  }

  /** A minute passes, in which the market comes to a price. */
  async trade(price: number, ticker = USUAL): Promise<void> {
    await this.pass(MINUTE_MS / 2);
    this.quote(price, ticker);
    await this.pass(MINUTE_MS / 2);
  }

  /** The market comes to a price, and what that causes happens; no time passes. */
  async tradeAtOnce(price: number, ticker = USUAL): Promise<void> {
    await this.pass(1);
    this.quote(price, ticker);
    await this.settle();
  }

  /** The market comes to a price now. */
  quote(price: number, ticker = USUAL): void {
    this.market.quote(ticker, price);
  }

  /** Time passes, ms; whatever is due on the way happens in its turn. */
  pass(ms: number): Promise<void> {
    return passTime(this.clock, ms, () => this.settle());
  }
}
