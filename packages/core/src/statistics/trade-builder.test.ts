import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import type { ClosedTrade } from './closed-trade.ts';
import { TradeBuilder, type TradeBuilderOptions } from './trade-builder.ts';
import { tradeStatisticsToJson } from './trade-json.ts';
import { tradeStatistics } from './trade-statistics.ts';

const d = (text: string) => Decimal.parse(text);
const symbolOf = (ticker: string) =>
  ({ value: ticker, id: ticker, permtick: ticker, securityType: 1, market: 'usa' }) as SecuritySymbol;
const SPY = symbolOf('SPY');
const START = Date.UTC(2013, 9, 7, 13, 31);
const MINUTE = 60_000;
const ONE = Decimal.ONE;

function fillEvent(
  orderId: number,
  timeMs: number,
  quantity: string,
  price: string,
  symbol = SPY,
  isPartial = false,
): OrderEvent {
  const order = new Order({ id: orderId, type: 0, symbol, quantity: d(quantity), timeMs, tag: '' });
  const event = new OrderEvent(order, timeMs, isPartial ? 2 : 3);
  event.exactFillQuantity = d(quantity);
  event.exactFillPrice = d(price);
  return event;
}

/** Runs fills one minute apart; each order's fee is 1. */
function build(
  fills: readonly (readonly [quantity: string, price: string])[],
  options: TradeBuilderOptions = {},
): TradeBuilder {
  const builder = new TradeBuilder(options);
  fills.forEach(([quantity, price], i) => {
    builder.processFill(fillEvent(i + 1, START + i * MINUTE, quantity, price), ONE, ONE, ONE);
  });
  return builder;
}

const short = (value: Decimal) => value.normalize().toString();
const summary = (trade: ClosedTrade) =>
  `${trade.direction} ${short(trade.quantity)} ${short(trade.entryPrice)}>${short(trade.exitPrice)} ` +
  `pl ${short(trade.profitLoss)} fees ${short(trade.totalFees)} orders ${trade.orderIds.join('+')}`;
const summaries = (builder: TradeBuilder) => builder.closedTrades.map(summary);

const PYRAMID = [
  ['100', '10'],
  ['100', '12'],
  ['-150', '15'],
  ['-50', '14'],
] as const;

describe('TradeBuilder', () => {
  test('fill to fill, oldest first', () => {
    expect(summaries(build(PYRAMID))).toEqual([
      'Long 100 10>15 pl 500 fees 2 orders 1+3',
      'Long 50 12>15 pl 150 fees 1 orders 2+3',
      'Long 50 12>14 pl 100 fees 1 orders 2+4',
    ]);
  });

  test('fill to fill, newest first', () => {
    expect(summaries(build(PYRAMID, { matching: 'LIFO' }))).toEqual([
      'Long 100 12>15 pl 300 fees 2 orders 2+3',
      'Long 50 10>15 pl 250 fees 1 orders 1+3',
      'Long 50 10>14 pl 200 fees 1 orders 1+4',
    ]);
  });

  test('flat to flat', () => {
    const expected = ['Long 200 11>14.75 pl 750 fees 4 orders 1+2+3+4'];
    expect(summaries(build(PYRAMID, { grouping: 'FlatToFlat' }))).toEqual(expected);
    expect(summaries(build(PYRAMID, { grouping: 'FlatToFlat', matching: 'LIFO' }))).toEqual([
      'Long 200 11>14.75 pl 750 fees 4 orders 4+3+2+1',
    ]);
  });

  test('flat to reduced', () => {
    const trades = build(
      [
        ['100', '10'],
        ['100', '13'],
        ['-150', '15'],
        ['-50', '14'],
      ],
      { grouping: 'FlatToReduced' },
    );
    expect(summaries(trades)).toEqual([
      'Long 150 11>15 pl 600 fees 3 orders 3+1+2',
      'Long 50 13>14 pl 50 fees 1 orders 4+2',
    ]);
  });

  test.each(['FillToFill', 'FlatToFlat', 'FlatToReduced'] as const)(
    'behavior: a reversal opens the other side (%s)',
    (grouping) => {
      const builder = build(
        [
          ['100', '10'],
          ['-150', '11'],
          ['50', '9'],
        ],
        { grouping },
      );
      expect(summaries(builder)).toEqual([
        `Long 100 10>11 pl 100 fees 2 orders ${grouping === 'FlatToReduced' ? '2+1' : '1+2'}`,
        `Short 50 11>9 pl 100 fees 1 orders ${grouping === 'FlatToReduced' ? '3+2' : '2+3'}`,
      ]);
      expect(builder.hasOpenPosition(SPY)).toBe(false);
    },
  );

  test('behavior: excursions follow the market price while a trade is open', () => {
    const builder = new TradeBuilder();
    const position = builder.positionOf(SPY);
    position.onPrice(1);
    builder.processFill(fillEvent(1, START, '-10', '100'), d('2'), ONE, d('3'));
    for (const price of [101, 97, 99, 98, 96, 97.5]) position.onPrice(price);
    builder.processFill(fillEvent(2, START + MINUTE, '10', '98'), d('2'), ONE, d('3'));
    position.onPrice(500);
    const [trade] = builder.closedTrades as [ClosedTrade];
    expect([trade.profitLoss, trade.mae, trade.mfe, trade.endTradeDrawdown].map(Number)).toEqual([120, -60, 240, 120]);
    expect(trade.isWin).toBe(true);
    expect(trade.durationMs).toBe(MINUTE);
  });

  test('behavior: each trade keeps its own deepest fall', () => {
    const builder = new TradeBuilder();
    const position = builder.positionOf(SPY);
    builder.processFill(fillEvent(1, START, '1', '100'), ONE, ONE, ONE);
    position.onPrice(110);
    builder.processFill(fillEvent(2, START + 1, '1', '104'), ONE, ONE, ONE);
    for (const price of [103, 108, 105]) position.onPrice(price);
    builder.processFill(fillEvent(3, START + 2, '-2', '106'), ONE, ONE, ONE);
    expect(builder.closedTrades.map((trade) => Number(trade.endTradeDrawdown))).toEqual([7, 3]);
  });

  test('behavior: of an order filled in parts only the first fill pays', () => {
    const builder = new TradeBuilder();
    builder.processFill(fillEvent(1, START, '10', '5', SPY, true), ONE, d('7'), ONE);
    builder.processFill(fillEvent(1, START, '10', '5'), ONE, d('7'), ONE);
    builder.processFill(fillEvent(2, START, '-20', '6'), ONE, ONE, ONE);
    expect(builder.closedTrades.map((trade) => Number(trade.totalFees))).toEqual([8, 0]);
  });

  test.each(['FillToFill', 'FlatToFlat', 'FlatToReduced'] as const)(
    'behavior: a split restates open entries (%s)',
    (grouping) => {
      const builder = build([['100', '10']], { grouping });
      builder.applySplit(SPY, d('0.5'));
      builder.processFill(fillEvent(2, START, '-200', '6'), ONE, ONE, ONE);
      expect(summaries(builder)).toEqual([expect.stringContaining('Long 200 5>6 pl 200')]);
    },
  );

  test('law: once the position is flat the trades sum to the money made', () => {
    const fill = fc.tuple(
      fc.integer({ min: -50, max: 50 }).filter((q) => q !== 0),
      fc.integer({ min: 1, max: 999 }),
    );
    fc.assert(
      fc.property(
        fc.array(fill, { minLength: 1, maxLength: 20 }),
        fc.constantFrom('FIFO' as const, 'LIFO' as const),
        (fills, matching) => {
          const net = fills.reduce((sum, [quantity]) => sum + quantity, 0);
          const all = net === 0 ? fills : [...fills, [-net, 500] as [number, number]];
          const expected = -all.reduce((sum, [quantity, price]) => sum + quantity * price, 0);
          // Flat to flat averages the excess of a reversal into the exit, as LEAN does, and so need not add up.
          for (const grouping of ['FillToFill', 'FlatToReduced'] as const) {
            const builder = build(
              all.map(([quantity, price]) => [String(quantity), String(price)] as const),
              { grouping, matching },
            );
            const total = builder.closedTrades.reduce((sum, trade) => sum + trade.profitLoss.toNumber(), 0);
            expect(total).toBeCloseTo(expected, 0);
            expect(builder.hasOpenPosition(SPY)).toBe(false);
          }
        },
      ),
    );
  });
});

const EXPECTED = new URL('../../../../../shared/lean/expected/', import.meta.url);

interface RecordedTrade {
  readonly symbol: string;
  readonly entryTime: string;
  readonly entryPrice: string;
  readonly direction: string;
  readonly quantity: string;
  readonly exitTime: string;
  readonly exitPrice: string;
  readonly profitLoss: string;
  readonly totalFees: string;
  readonly orderIds: number[];
}

const APPLE_SPLIT = '2014-06-09';

interface Recorded {
  readonly startDate: string;
  readonly endDate: string;
  readonly accountCurrency: string;
  readonly securities: readonly string[];
  readonly orderEvents: {
    readonly rows: readonly (readonly [
      number,
      number,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ])[];
    readonly truncated?: unknown;
  };
  readonly closedTrades: readonly (RecordedTrade & { readonly mae: string; readonly mfe: string })[];
  readonly tradeStatistics: Record<string, string | number | null>;
}

/** Runs of US equities in dollars without splits: their fills alone determine the trades. */
function recordedRuns(): [string, Recorded][] {
  const tiers = readdirSync(EXPECTED).filter((name) => !name.includes('.'));
  return tiers.flatMap((tier) =>
    readdirSync(new URL(`${tier}/`, EXPECTED)).flatMap((file): [string, Recorded][] => {
      const run = JSON.parse(readFileSync(new URL(`${tier}/${file}`, EXPECTED), 'utf8')) as Recorded;
      const isEquityOnly =
        run.securities.every((security) => security.endsWith('|Equity|usa')) && run.accountCurrency === 'USD';
      const isComplete = run.orderEvents.truncated === undefined && run.closedTrades.length < 500;
      const holdsThroughSplit =
        /AAPL/.test(run.securities.join()) && run.startDate < APPLE_SPLIT && run.endDate > APPLE_SPLIT;
      const isSplitRun = holdsThroughSplit || /Split|Delist/.test(file);
      return isEquityOnly && isComplete && !isSplitRun && run.closedTrades.length > 0 ? [[`${tier}/${file}`, run]] : [];
    }),
  );
}

function replay(run: Recorded): TradeBuilder {
  const builder = new TradeBuilder();
  for (const [orderId, , ticker, time, status, , price, quantity, , fee] of run.orderEvents.rows) {
    if (status !== 'Filled' && status !== 'PartiallyFilled') continue;
    const symbol = symbolOf(ticker);
    builder.processFill(
      fillEvent(orderId, Date.parse(time), quantity, price, symbol, status === 'PartiallyFilled'),
      ONE,
      d(fee),
      ONE,
    );
  }
  return builder;
}

const plain = (text: string) => d(text).normalize().toString();
const comparable = (trade: RecordedTrade) => ({
  symbol: trade.symbol,
  direction: trade.direction,
  entryTime: Date.parse(trade.entryTime),
  exitTime: Date.parse(trade.exitTime),
  quantity: plain(trade.quantity),
  entryPrice: plain(trade.entryPrice),
  exitPrice: plain(trade.exitPrice),
  profitLoss: plain(trade.profitLoss),
  totalFees: plain(trade.totalFees),
  orderIds: [...trade.orderIds].sort((a, b) => a - b),
});

describe.skipIf(!existsSync(EXPECTED))('recorded runs (need ../shared)', () => {
  const runs = existsSync(EXPECTED) ? recordedRuns() : [];

  test('there are many', () => expect(runs.length).toBeGreaterThan(30));

  test('fills give the recorded trades', () => {
    for (const [name, run] of runs) {
      const trades = replay(run).closedTrades.map((trade) => ({
        symbol: trade.symbol.value,
        direction: trade.direction,
        entryTime: trade.entryTimeMs,
        exitTime: trade.exitTimeMs,
        quantity: plain(trade.quantity.toString()),
        entryPrice: plain(trade.entryPrice.toString()),
        exitPrice: plain(trade.exitPrice.toString()),
        profitLoss: plain(trade.profitLoss.toString()),
        totalFees: plain(trade.totalFees.toString()),
        orderIds: [...trade.orderIds].sort((a, b) => a - b),
      }));
      expect(trades, name).toEqual(run.closedTrades.map(comparable));
    }
  });

  test('trades give the recorded trade statistics that need no excursions', () => {
    const keys = [
      'TotalNumberOfTrades',
      'NumberOfWinningTrades',
      'NumberOfLosingTrades',
      'TotalProfitLoss',
      'TotalProfit',
      'TotalLoss',
      'LargestProfit',
      'LargestLoss',
      'AverageProfitLoss',
      'AverageProfit',
      'AverageLoss',
      'MaxConsecutiveWinningTrades',
      'MaxConsecutiveLosingTrades',
      'ProfitLossRatio',
      'WinLossRatio',
      'WinRate',
      'LossRate',
      'MaximumClosedTradeDrawdown',
      'ProfitLossStandardDeviation',
      'ProfitLossDownsideDeviation',
      'ProfitFactor',
      'SharpeRatio',
      'SortinoRatio',
      'ProfitToMaxDrawdownRatio',
      'TotalFees',
    ];
    const durations = [
      'AverageTradeDuration',
      'AverageWinningTradeDuration',
      'AverageLosingTradeDuration',
      'MedianTradeDuration',
      'MedianWinningTradeDuration',
      'MedianLosingTradeDuration',
      'MaximumDrawdownDuration',
    ];
    for (const [name, run] of runs) {
      const json = tradeStatisticsToJson(tradeStatistics(replay(run).closedTrades)) as unknown as Record<
        string,
        string | number
      >;
      const value = (key: string) => json[key[0]!.toLowerCase() + key.slice(1)];
      for (const key of keys) expect(Number(value(key)), `${name} ${key}`).toBe(Number(run.tradeStatistics[key]));
      for (const key of durations) {
        const expected = timeSpanMs(run.tradeStatistics[key] as string);
        expect(value(`${key}Ms`), `${name} ${key}`).toBeCloseTo(expected, 3);
      }
    }
  });
});

/** Milliseconds of `[d.]hh:mm:ss[.fffffff]`. */
function timeSpanMs(text: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/.exec(text) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000;
}
