import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { DataFeed, SubscriptionRequest, SubscriptionSource } from '../../data/data-feed.ts';
import { events, sourceOf } from '../../data/subscription-fixtures.ts';
import { type AuxiliaryEvent, AuxiliaryType, DelistingType, SplitType } from '../../market/auxiliary-event.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { orderStatusName } from '../../orders/order-status.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import type { SimulatedVenue } from '../../venue/simulated-venue.ts';
import { Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import { lendSimulatedBrokerage } from './lend-simulated-brokerage.ts';
import { paperVenue } from './paper-venue.ts';

const SECOND_DAY = TimeZone.of('America/New_York').toUtc(Date.UTC(2024, 2, 5));

function series(start: string, closes: readonly number[]): MemoryDataFeed {
  return new MemoryDataFeed(tradeBars('ABC', { start, resolution: Resolution.Minute, closes }));
}

/** Two days, and what the company does in between. */
class EventfulFeed implements DataFeed {
  readonly history = series('2024-03-04', [100, 100]);
  readonly #days: readonly MemoryDataFeed[];
  readonly #happens: (symbol: SecuritySymbol) => AuxiliaryEvent;

  constructor(second: readonly number[], happens: (symbol: SecuritySymbol) => AuxiliaryEvent) {
    this.#days = [series('2024-03-04', [100, 100, 100, 100]), series('2024-03-05', second)];
    this.#happens = happens;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const [before, after] = this.#days.map((day) => day.getHistory({ ...request, fillForward: false } as never));
    return sourceOf([...(before ?? []), events(this.#happens(request.config.symbol)), ...(after ?? [])]);
  }
}

class Holds extends Algorithm {
  readonly heard: string[] = [];
  #bars = 0;

  override initialize(): void {
    this.universeSettings.dataNormalizationMode = DataNormalizationMode.Raw;
    this.addEquity('ABC', Resolution.Minute, undefined, false, undefined, false, DataNormalizationMode.Raw);
  }

  override onData(): void {
    this.#bars += 1;
    if (this.#bars !== 1) return;
    this.bracketOrder('ABC', 11, { stopLoss: 90, takeProfit: 120 });
    this.bracketOrder('ABC', 4, { limitPrice: 94, stopLoss: 91, takeProfit: 99 });
    this.limitOrder('ABC', 3, 80);
  }

  override onOrderEvent({ orderId, status, quantity, fillPrice, fillQuantity }: OrderEvent): void {
    this.heard.push(`${orderId} ${orderStatusName(status)} ${quantity} ${fillQuantity}@${fillPrice}`);
  }
}

async function run(feed: EventfulFeed, brokerage: EngineOptions['brokerage']) {
  const algorithm = new Holds();
  const outcome = await new Engine(algorithm, {
    feed,
    history: feed.history,
    reference: testReferenceData(),
    brokerage,
    fillTiming: 'deferred',
    lastPossibleDay: daysFromCivil(2024, 3, 5),
    startDay: daysFromCivil(2024, 3, 4),
    endDay: daysFromCivil(2024, 3, 5),
  }).execute();
  expect(outcome.failure).toBe(null);
  const { run: ended } = outcome;
  return {
    heard: algorithm.heard,
    held: ended.portfolio.get('ABC').quantity,
    cash: ended.portfolio.exactCash.toNumber(),
    trades: ended.closedTrades.length,
  };
}

/** The run on a paper venue, and what that has on its own ledger afterwards. */
async function onPaper(feed: EventfulFeed) {
  let venue: SimulatedVenue | null = null;
  const outcome = await run(feed, (of) => {
    venue = paperVenue(of);
    return venue;
  });
  const { portfolio } = venue as unknown as SimulatedVenue;
  return { outcome, ledger: { held: portfolio.get('ABC').quantity, cash: portfolio.exactCash.toNumber() } };
}

const COMMON = { timeMs: SECOND_DAY, referencePrice: Decimal.fromInteger(100) } as const;

const EVENTS: readonly (readonly [string, number[], (symbol: SecuritySymbol) => AuxiliaryEvent, number])[] = [
  [
    'a split: position, cash for the fraction, resting orders and children that wait',
    [50, 50, 46.5, 46.5, 49.8, 49.8],
    (symbol) => ({
      ...COMMON,
      type: AuxiliaryType.Split,
      symbol,
      splitType: SplitType.SplitOccurred,
      splitFactor: Decimal.fromNumber(0.5),
    }),
    22,
  ],
  [
    'a reverse split',
    [300, 300, 281, 281, 300, 300],
    (symbol) => ({
      ...COMMON,
      type: AuxiliaryType.Split,
      symbol,
      splitType: SplitType.SplitOccurred,
      splitFactor: Decimal.fromInteger(3),
    }),
    3,
  ],
  [
    'a dividend',
    [99, 99, 99],
    (symbol) => ({ ...COMMON, type: AuxiliaryType.Dividend, symbol, distribution: Decimal.fromNumber(0.75) }),
    11,
  ],
  [
    'a delisting',
    [99, 99, 99],
    (symbol) => ({
      type: AuxiliaryType.Delisting,
      symbol,
      timeMs: SECOND_DAY,
      delistingType: DelistingType.Delisted,
      price: Decimal.fromInteger(99),
    }),
    0,
  ],
];

describe.each(EVENTS)('%s', (_name, closes, happens, held) => {
  test('does to a venue’s own ledger what it does to the account of a backtest', async () => {
    const lent = await run(new EventfulFeed(closes, happens), lendSimulatedBrokerage);
    const { outcome, ledger } = await onPaper(new EventfulFeed(closes, happens));
    expect(outcome).toEqual(lent);
    expect(ledger).toEqual({ held: lent.held, cash: lent.cash });
    expect(lent.held).toBe(held);
  });
});

test.each(EVENTS.slice(0, 3))(
  '%s is left to a broker that books it in the account by itself',
  async (_, __, happens) => {
    // Prices stay as they were, so that nothing but the event could change anything.
    const { held, cash, heard } = await run(new EventfulFeed([99, 99, 99], happens), (of) => {
      const broker = lendSimulatedBrokerage(of);
      const capabilities = { ...broker.capabilities, booksCorporateActions: true };
      return Object.defineProperty(broker, 'capabilities', { value: capabilities });
    });
    expect([held, cash]).toEqual([11, 98_899]);
    expect(heard.filter((line) => line.includes('UpdateSubmitted'))).toEqual([]);
  },
);
