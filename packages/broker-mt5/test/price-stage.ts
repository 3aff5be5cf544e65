import {
  DataNormalizationMode,
  type FeedStatus,
  NOTHING_YET,
  type Resolution,
  SecurityType,
  SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
  VirtualClock,
} from '@lockstep/core';
import { type BarSeries, MemoryDataFeed, testReferenceData } from '@lockstep/core/testing';
import { DefaultBrokerageModel } from '../../core/src/brokerage-models/default-brokerage-model.ts';
import { CashBook } from '../../core/src/currencies/cash-book.ts';
import { Decimal } from '../../core/src/numeric/decimal.ts';
import { fixture } from '../../core/src/securities/models/model-fixture.ts';
import { passTime } from '../../core/src/testing/pass-time.ts';
import { mirrorSecurity } from '../../core/src/venue/mirror-security.ts';
import { SimulatedVenue } from '../../core/src/venue/simulated-venue.ts';
import { Mt5Terminal } from '../src/bridge/mt5-terminal.ts';
import { type Mt5Data, mt5Data } from '../src/data/mt5-data.ts';
import { Mt5Simulator } from '../src/simulator/index.ts';

const PAIRS = ['EURUSD', 'GBPUSD'];

/** A simulated terminal with prices of currencies, and what the adapter makes of them, on one clock. */
export class PriceStage {
  readonly clock: VirtualClock;
  readonly simulator: Mt5Simulator;
  readonly terminal: Mt5Terminal;
  readonly data: Mt5Data;
  readonly statuses: FeedStatus[] = [];
  readonly #pairs: ReadonlyMap<string, ReturnType<typeof fixture>>;

  private constructor(
    clock: VirtualClock,
    simulator: Mt5Simulator,
    pairs: ReadonlyMap<string, ReturnType<typeof fixture>>,
  ) {
    this.clock = clock;
    this.simulator = simulator;
    this.#pairs = pairs;
    this.terminal = new Mt5Terminal({ transport: simulator.bridge(), clock });
    this.data = mt5Data({ terminal: this.terminal, clock });
  }

  /** @param now epoch ms UTC */
  static async open(now: number, ...series: readonly BarSeries[]): Promise<PriceStage> {
    const clock = new VirtualClock(now);
    const model = new DefaultBrokerageModel();
    const properties = { minimumPriceVariation: Decimal.parse('0.00001'), lotSize: Decimal.parse('1000') };
    const pairs = new Map(
      PAIRS.map((ticker) => [ticker, fixture({ ticker, type: SecurityType.Forex, market: 'oanda', properties })]),
    );
    const venue = new SimulatedVenue({
      openingCash: () => new CashBook('USD'),
      utcNow: () => clock.utcNow(),
      brokerageModel: () => model,
      stalePriceMs: () => 3_600_000,
      list: (symbol, on) => {
        const source = pairs.get(symbol.value);
        return source === undefined ? null : mirrorSecurity(source.security, on.cashBook, clock);
      },
      reportError: () => undefined,
    });
    const market = { history: new MemoryDataFeed(...series), reference: testReferenceData() };
    const simulator = await Mt5Simulator.start({ venue, clock, market });
    return new PriceStage(clock, simulator, pairs);
  }

  request(
    ticker: string,
    resolution: Resolution,
    from: number,
    to: number,
    tickType: TickType = TickType.Quote,
  ): SubscriptionRequest {
    const symbol = this.#pairs.get(ticker)!.security.symbol;
    const config = new SubscriptionDataConfig({
      symbol,
      resolution,
      tickType,
      ...testReferenceData().marketHours.entry('oanda', ticker, SecurityType.Forex),
      fillForward: false,
      extendedMarketHours: false,
      isInternal: false,
      normalization: DataNormalizationMode.Raw,
      strictDailyEndTimes: false,
    });
    return { config, startUtc: from, endUtc: to, auxiliaryEvents: false };
  }

  async connect(): Promise<void> {
    await this.data.feed.connect?.({ arrived: () => undefined, status: (status) => this.statuses.push(status) });
  }

  /** Time passes, ms; whatever is due on the way happens in its turn. */
  pass(ms: number): Promise<void> {
    return passTime(this.clock, ms, () => this.settle());
  }

  async settle(): Promise<void> {
    for (let still = 0; still < 2; ) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      still = this.terminal.pending === 0 && !this.data.stream.isLooking ? still + 1 : 0;
    }
  }

  async close(): Promise<void> {
    await this.data.feed.disconnect?.();
    await this.simulator.stop();
  }
}

/** Bid and ask of the ticks, or closes of the bars, that a live source has given by now. */
export async function quotesOf(source: SubscriptionSource): Promise<(readonly [bid: number, ask: number])[]> {
  const quotes: (readonly [number, number])[] = [];
  for (;;) {
    const batch = await source.next();
    if (batch === null || batch === NOTHING_YET) return quotes;
    const [bid, ask] =
      'bidPrice' in batch
        ? [batch.bidPrice, batch.askPrice]
        : 'bidClose' in batch
          ? [batch.bidClose, batch.askClose]
          : [];
    for (let row = 0; row < batch.length; row += 1) quotes.push([bid![row]!, ask![row]!]);
  }
}
