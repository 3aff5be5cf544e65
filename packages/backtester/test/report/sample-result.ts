import { type BacktestResult, TimeZone } from '@lockstep/core';
import type { ReportPrices } from '../../src/report/report-input.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
const START_CASH = 100_000;
const ZONE = TimeZone.of('America/New_York');

/** A made-up run and its prices. */
export interface SampleRun {
  readonly result: BacktestResult;
  readonly prices: readonly ReportPrices[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

/** A seeded, plausible run of a moving-average cross on daily bars of made-up prices, long and short. */
export function sampleRun(options: {
  readonly firstDay?: string;
  readonly days: number;
  readonly symbols?: readonly string[];
}): SampleRun {
  const firstDay = Date.parse(`${options.firstDay ?? '2005-01-03'}T00:00:00Z`);
  const symbols = options.symbols ?? ['SPY', 'QQQ'];
  const random = generator(7);
  const days = Array.from({ length: options.days }, (_, i) => firstDay + i * MS_PER_DAY).filter(isWeekday);
  const prices = symbols.map((symbol, i) => walk(symbol, days, random, 60 + 55 * i));
  const run = trade(prices, days);
  return { prices, result: { ...run, endDate: dayText(days.at(-1) ?? firstDay), startDate: dayText(firstDay) } };
}

/** A result in which nothing happened: no sample, no order. */
export function emptyResult(): BacktestResult {
  return {
    schemaVersion: 1,
    strategy: 'Nothing',
    status: 'Completed',
    error: null,
    startDate: '2020-01-01',
    endDate: '2020-01-02',
    timeZone: 'America/New_York',
    accountCurrency: 'USD',
    parameters: {},
    statistics: {},
    runtimeStatistics: {},
    dataPoints: 0,
    historyDataPoints: 0,
    startingPortfolioValue: '100000',
    totalPortfolioValue: '100000',
    totalFees: '0',
    orders: [],
    orderEvents: [],
    equity: [],
    benchmark: [],
    performance: [],
    drawdown: [],
    turnover: [],
    longExposure: [],
    shortExposure: [],
    cash: [],
    holdings: [],
    trades: [],
    tradeStatistics: {} as BacktestResult['tradeStatistics'],
    charts: [],
    logs: [],
    warnings: [],
    versions: {},
    strategyHash: '',
    dataHash: '',
  };
}

function trade(prices: readonly ReportPrices[], days: readonly number[]): BacktestResult {
  const run = emptyResult() as Mutable<BacktestResult>;
  const books = prices.map((price) => ({
    price,
    units: 0,
    entry: 0,
    entryMs: 0,
    fast: 0,
    slow: 0,
    lowest: 0,
    highest: 0,
  }));
  const fast: [string, string][] = [];
  const slow: [string, string][] = [];
  const signal: [string, string][] = [];
  let cash = START_CASH;
  run.equity.push([iso(ZONE.toUtc(days[0] ?? 0)), String(cash)]);
  days.forEach((day, i) => {
    let value = cash;
    for (const book of books) value += book.units * (book.price.close[i] ?? 0);
    const fillMs = ZONE.toUtc(day + 9.5 * MS_PER_HOUR + 60_000);
    for (const book of books) {
      const close = book.price.close[i] ?? 0;
      book.fast = i === 0 ? close : book.fast + (close - book.fast) / 15;
      book.slow = i === 0 ? close : book.slow + (close - book.slow) / 60;
      book.lowest = Math.min(book.lowest, close);
      book.highest = Math.max(book.highest, close);
      const wanted =
        i < 60 ? 0 : book.fast > book.slow * 1.004 ? 1 : book.fast < book.slow * 0.985 ? -0.4 : Math.sign(book.units);
      if (Math.sign(wanted) === Math.sign(book.units)) continue;
      const fillPrice = book.price.open[i] ?? 0;
      const target = Math.trunc((value * wanted * 0.9) / books.length / fillPrice);
      const change = target - book.units;
      if (change === 0) continue;
      const fee = Math.max(1, Math.abs(change) * 0.005);
      cash -= change * fillPrice + fee;
      if (book.units !== 0) closeTrade(run, book, fillPrice, fillMs, fee);
      addOrder(run, book.price.symbol, change, fillPrice, fillMs, fee, wanted);
      Object.assign(book, { units: target, entry: fillPrice, entryMs: fillMs, lowest: fillPrice, highest: fillPrice });
    }
    const midnight = iso(ZONE.toUtc(day + MS_PER_DAY));
    let long = 0;
    let short = 0;
    value = cash;
    for (const book of books) {
      const worth = book.units * (book.price.close[i] ?? 0);
      value += worth;
      if (worth > 0) long += worth;
      else short += worth;
    }
    run.equity.push([iso(ZONE.toUtc(day + 16 * MS_PER_HOUR)), value.toFixed(2)], [midnight, value.toFixed(2)]);
    run.benchmark.push([midnight, (books[0]?.price.close[i] ?? 0).toFixed(4)]);
    run.longExposure.push([midnight, (long / value).toFixed(4)]);
    run.shortExposure.push([midnight, (short / value).toFixed(4)]);
    const first = books[0];
    if (first !== undefined) {
      fast.push([midnight, first.fast.toFixed(4)]);
      slow.push([midnight, first.slow.toFixed(4)]);
      signal.push([midnight, ((first.fast / first.slow - 1) * 100).toFixed(4)]);
    }
  });
  describe(run, cash);
  run.charts.push(
    {
      name: 'Averages',
      series: [line('Fast', '$', fast), line('Slow', '$', slow), { ...line('Distance', '%', signal), type: 'bar' }],
    },
    {
      name: 'Signals',
      series: [
        {
          ...line(
            'Crossings',
            '',
            signal.filter((_, i) => i % 40 === 0),
          ),
          type: 'scatter',
        },
      ],
    },
  );
  return run;
}

function line(
  name: string,
  unit: string,
  points: [string, string][],
): BacktestResult['charts'][number]['series'][number] {
  return { name, type: 'line', unit, points };
}

interface Book {
  readonly price: ReportPrices;
  units: number;
  entry: number;
  entryMs: number;
  lowest: number;
  highest: number;
}

function closeTrade(run: Mutable<BacktestResult>, book: Book, exit: number, exitMs: number, fee: number): void {
  const profit = (exit - book.entry) * book.units;
  const excursions = [(book.lowest - book.entry) * book.units, (book.highest - book.entry) * book.units];
  run.trades.push({
    symbol: book.price.symbol,
    direction: book.units > 0 ? 'Long' : 'Short',
    quantity: String(Math.abs(book.units)),
    entryTime: iso(book.entryMs),
    entryPrice: book.entry.toFixed(4),
    exitTime: iso(exitMs),
    exitPrice: exit.toFixed(4),
    profitLoss: profit.toFixed(2),
    totalFees: (fee * 2).toFixed(2),
    mae: Math.min(0, ...excursions).toFixed(2),
    mfe: Math.max(0, ...excursions).toFixed(2),
    endTradeDrawdown: '0',
    isWin: profit > 0,
    orderIds: [run.orders.length, run.orders.length + 1],
  });
}

function addOrder(
  run: Mutable<BacktestResult>,
  symbol: string,
  quantity: number,
  price: number,
  timeMs: number,
  fee: number,
  target: number,
): void {
  const id = run.orders.length + 1;
  const direction = quantity > 0 ? ('Buy' as const) : ('Sell' as const);
  run.orders.push({
    id,
    type: 'MarketOnOpen',
    symbol,
    symbolId: `${symbol} R735QTJ8XC9X`,
    direction,
    quantity: String(quantity),
    status: 'Filled',
    tag: `target ${target}`,
    price: price.toFixed(4),
    priceCurrency: 'USD',
    limitPrice: null,
    stopPrice: null,
    triggerPrice: null,
    trailingAmount: null,
    trailingAsPercentage: false,
    timeInForce: 'GTC',
    expiry: null,
    brokerIds: [String(id)],
    time: iso(timeMs - 17 * MS_PER_HOUR),
    lastFillTime: iso(timeMs),
    lastUpdateTime: null,
    canceledTime: null,
  });
  const event = { orderId: id, symbol, direction, quantity: String(quantity), feeCurrency: 'USD', message: '' };
  run.orderEvents.push(
    {
      ...event,
      eventId: 1,
      time: iso(timeMs - 17 * MS_PER_HOUR),
      status: 'Submitted',
      fillPrice: '0',
      fillQuantity: '0',
      fee: '0',
    },
    {
      ...event,
      eventId: 2,
      time: iso(timeMs),
      status: 'Filled',
      fillPrice: price.toFixed(4),
      fillQuantity: String(quantity),
      fee: fee.toFixed(2),
    },
  );
  run.logs.push({
    time: iso(timeMs),
    level: id % 9 === 0 ? 'debug' : 'log',
    text: `${direction} ${Math.abs(quantity)} ${symbol} at ${price.toFixed(2)}, fee ${fee.toFixed(2)}`,
  });
}

function describe(run: Mutable<BacktestResult>, cash: number): void {
  const end = Number(run.equity.at(-1)?.[1] ?? cash);
  run.strategy = 'MovingAverageCross';
  run.parameters = { fast: 15, slow: 60, shortShare: 0.4, allowShort: true };
  run.runtimeStatistics = { Crossings: String(run.orders.length), 'Last signal': 'up' };
  run.statistics = {
    'Total Orders': String(run.orders.length),
    'Average Win': '2.31%',
    'Average Loss': '-1.02%',
    'Compounding Annual Return': '6.412%',
    Drawdown: '28.700%',
    Expectancy: '0.481',
    'Start Equity': String(START_CASH),
    'End Equity': end.toFixed(2),
    'Net Profit': `${((end / START_CASH - 1) * 100).toFixed(3)}%`,
    'Sharpe Ratio': '0.437',
    'Sortino Ratio': '0.512',
    'Probabilistic Sharpe Ratio': '2.914%',
    'Loss Rate': '55%',
    'Win Rate': '45%',
    'Profit-Loss Ratio': '2.26',
    Alpha: '0.021',
    Beta: '0.334',
    'Annual Standard Deviation': '0.098',
    'Annual Variance': '0.01',
    'Information Ratio': '-0.105',
    'Tracking Error': '0.147',
    'Treynor Ratio': '0.128',
    'Total Fees': '$1482.37',
    'Estimated Strategy Capacity': '$41000000.00',
    'Lowest Capacity Asset': 'SPY R735QTJ8XC9X',
    'Portfolio Turnover': '2.14%',
    'Drawdown Recovery': '811',
    OrderListHash: '5ed58af6eec8f1fa0d1c3b2e5a6f7c88',
  };
  run.tradeStatistics = {
    startTime: run.trades[0]?.entryTime ?? null,
    endTime: run.trades.at(-1)?.exitTime ?? null,
    totalNumberOfTrades: run.trades.length,
    averageTradeDurationMs: 41 * MS_PER_DAY,
    averageMae: '-812.4',
    profitFactor: '1.82',
  } as BacktestResult['tradeStatistics'];
  run.warnings.push(
    {
      code: 'FILL_STALE',
      severity: 'warning',
      text: 'Filled at a price that was 2 days old.',
      time: run.orders[3]?.time ?? null,
      orderId: 4,
    },
    {
      code: 'FILL_OVER_VOLUME',
      severity: 'warning',
      text: 'The order was 7.3 % of its bar’s volume; real fills would have moved the price.',
      time: run.orders[9]?.time ?? null,
      orderId: 10,
    },
  );
  run.versions = { '@lockstep/core': '0.1.0', '@lockstep/backtester': '0.1.0' };
  run.strategyHash = '9f2c6d0b'.repeat(8);
  run.dataHash = '41ab77e3'.repeat(8);
  run.dataPoints = 21_474;
}

/** Prices with drift, clustered volatility and a crash now and then. */
function walk(symbol: string, days: readonly number[], random: () => number, first: number): ReportPrices {
  const bars = { open: [] as number[], high: [] as number[], low: [] as number[], close: [] as number[] };
  let price = first;
  let volatility = 0.01;
  for (let i = 0; i < days.length; i++) {
    const shock = normal(random);
    const stress = i % 1100 > 1000 ? -0.0035 : 0;
    volatility = 0.0012 + 0.82 * volatility + 0.08 * Math.abs(shock) * volatility + (stress === 0 ? 0 : 0.002);
    const open = price * (1 + 0.002 * normal(random));
    const close = price * Math.exp(0.00055 + stress + volatility * shock);
    bars.open.push(cents(open));
    bars.close.push(cents(close));
    bars.high.push(cents(Math.max(open, close) * (1 + 0.4 * volatility * random())));
    bars.low.push(cents(Math.min(open, close) * (1 - 0.4 * volatility * random())));
    price = close;
  }
  return { symbol, resolution: 'Daily', times: days.map((day) => ZONE.toUtc(day)), ...bars };
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

function isWeekday(dayMs: number): boolean {
  const weekday = new Date(dayMs).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

function iso(utcMs: number): string {
  return new Date(utcMs).toISOString().replace('.000Z', 'Z');
}

function dayText(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 10);
}

/** Mulberry32: a small seeded generator of numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
