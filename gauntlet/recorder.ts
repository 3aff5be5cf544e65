import {
  type Algorithm,
  type AuxiliaryEvent,
  AuxiliaryType,
  type BacktestResult,
  BarField,
  type ClosedTrade,
  Decimal,
  type OrderEvent,
  orderStatusName,
  QuoteBar,
  type SecurityChanges,
  type Slice,
  type SubmitOrderRequest,
  type TradeBar,
} from '@lockstep/core';
import type { Entry } from './entry.ts';
import type { Family } from './family.ts';
import { FeedDigest } from './feed-digest.ts';
import type { GauntletIndicators } from './gauntlet-indicators.ts';
import { messageClass } from './message-class.ts';
import { finalOrder, finalRequests, symbolsOf } from './order-records.ts';
import type { RandomStreams } from './random-streams.ts';
import { securityState } from './state-records.ts';
import { localText, utcText } from './time-text.ts';
import { tradeRow, tradeStatisticsRecord } from './trade-records.ts';

/** Daily samples that a result keeps at most, by and large. */
const MOST_SAMPLES = 400;

/** A result as JSON: cells are texts, numbers, null and lists of them. */
export type Row = readonly unknown[];

/** What one run of the gauntlet leaves behind; the specification explains the keys. */
export type GauntletResult = Readonly<Record<string, unknown>> & {
  readonly family: string;
  readonly id: number;
  readonly seed: number;
  readonly events: readonly Row[];
  readonly steps: readonly Row[];
};

/** The run that is recorded, as its strategy shows it. */
export interface RecordedRun {
  readonly algorithm: Algorithm;
  readonly random: RandomStreams;
  /** Grows while the strategy is set up. */
  readonly entries: readonly Entry[];
  readonly indicators: () => GauntletIndicators | null;
  readonly closedTrades: () => readonly ClosedTrade[];
}

/** Collects what happens in a run. */
export class Recorder {
  readonly #family: Family;
  readonly #seed: number;
  readonly #counts = new Map<string, number>();
  readonly #corporate: Row[] = [];
  readonly #marginCalls: Row[] = [];
  readonly #equity: Row[] = [];
  readonly #bars: Row[] = [];
  readonly #events: Row[] = [];
  readonly #steps: Row[] = [];
  readonly #feed = new FeedDigest();
  #run!: RecordedRun;

  constructor(family: Family, seed: number) {
    this.#family = family;
    this.#seed = seed;
  }

  /** Called first of all by the strategy. */
  begin(run: RecordedRun): void {
    this.#run = run;
    this.#sampleWithExposure();
  }

  /** The engine asks for the exposure once in each daily sample, and never else: that is when the value is recorded. */
  #sampleWithExposure(): void {
    const { portfolio } = this.#run.algorithm;
    const exposure = portfolio.exposure.bind(portfolio);
    portfolio.exposure = () => {
      this.#equity.push([this.now(), portfolio.exactTotalPortfolioValue.toString()]);
      return exposure();
    };
  }

  now(): string {
    return utcText(this.#run.algorithm.utcTimeMs);
  }

  count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  step(row: Row): void {
    this.#steps.push(row);
  }

  feed(slice: Slice): void {
    this.#feed.add(slice, this.#run.entries);
  }

  bar(k: number, bar: TradeBar | QuoteBar): void {
    const prices = Object.values(BarField).map((field) => bar.exact(field).toString());
    const volume = bar instanceof QuoteBar ? 0 : bar.volume;
    const times = [bar.timeMs, bar.endTimeMs].map((time) => localText(time, bar.timeZone));
    this.#bars.push([k, this.now(), ...times, ...prices, Decimal.fromDouble(volume).toString()]);
  }

  orderEvent(event: OrderEvent): void {
    const { amount, currency } = event.orderFee;
    this.#events.push([
      event.orderId,
      event.id,
      utcText(event.utcTimeMs),
      orderStatusName(event.status),
      event.exactFillPrice.toString(),
      event.exactFillQuantity.toString(),
      amount.toString(),
      amount.isZero() ? '' : currency,
      event.exactQuantity.toString(),
      event.exactLimitPrice?.toString() ?? null,
      event.exactStopPrice?.toString() ?? null,
      event.exactTriggerPrice?.toString() ?? null,
      event.exactTrailingAmount?.toString() ?? null,
      messageClass(event.message),
    ]);
  }

  marginCall(requests: readonly SubmitOrderRequest[]): void {
    const orders = requests.map((request) => [request.symbol.value, request.quantity.toString()]);
    this.#marginCalls.push([this.now(), ...orders]);
  }

  corporate(kind: string, ...cells: Row): void {
    this.#corporate.push([this.now(), kind, ...cells]);
  }

  securitiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    const added = addedSecurities.map(({ symbol }) => `+${symbol.value}`).sort();
    const removed = removedSecurities.map(({ symbol }) => `-${symbol.value}`).sort();
    this.corporate('securities', [...added, ...removed].join(' '));
  }

  auxiliary(event: AuxiliaryEvent): void {
    const { value } = event.symbol;
    switch (event.type) {
      case AuxiliaryType.Dividend:
        this.corporate('dividend', value, event.distribution.toString(), event.referencePrice.toString());
        break;
      case AuxiliaryType.Split: {
        const kind = event.splitType === 0 ? 'Warning' : 'SplitOccurred';
        this.corporate('split', value, kind, event.splitFactor.toString(), event.referencePrice.toString());
        break;
      }
      case AuxiliaryType.Delisting: {
        const kind = event.delistingType === 0 ? 'Warning' : 'Delisted';
        this.corporate('delisting', value, kind, event.price.toString());
        break;
      }
      default:
        this.corporate('symbolChanged', event.oldSymbol, event.newSymbol);
    }
  }

  /** Everything, once the run is over. */
  result({ status, dataPoints, historyDataPoints, statistics }: BacktestResult): GauntletResult {
    const { transactions } = this.#run.algorithm;
    const orders = transactions.getOrders();
    const trades = this.#run.closedTrades();
    return {
      schema: 1,
      family: this.#family.name,
      id: this.#family.id,
      seed: this.#seed,
      status,
      dataPoints,
      historyDataPoints,
      statistics,
      counts: Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1))),
      ...this.#account(),
      corporate: this.#corporate,
      marginCalls: this.#marginCalls,
      ...this.#sampledEquity(),
      requests: finalRequests(transactions.getOrderTickets()),
      symbols: symbolsOf(orders),
      feed: this.#feed.rows(),
      end: this.#run.entries
        .filter((entry) => !entry.removed)
        .map((entry) => [entry.index, ...securityState(this.#run.algorithm, entry.security, this.#run.indicators())]),
      tradeStatistics: tradeStatisticsRecord(trades),
      trades: trades.map(tradeRow),
      bars: this.#bars,
      orders: orders.map(finalOrder),
      events: sortedNeighbours(this.#events),
      steps: this.#steps,
      draws: this.#run.random.recorded,
    };
  }

  #account(): Record<'cash' | 'unsettled' | 'holdings' | 'totals', unknown> {
    const { portfolio } = this.#run.algorithm;
    const byCurrency = (a: Row, b: Row): number => (String(a[0]) < String(b[0]) ? -1 : 1);
    return {
      cash: [...portfolio.cashBook]
        .map((cash) => [cash.symbol, cash.exactAmount.toString(), cash.exactConversionRate.toString()])
        .sort(byCurrency),
      unsettled: [...portfolio.unsettledCashBook]
        .filter((cash) => !cash.exactAmount.isZero())
        .map((cash) => [cash.symbol, cash.exactAmount.toString()])
        .sort(byCurrency),
      holdings: this.#run.entries.map(({ security }) => {
        const { holdings: held, symbol } = security;
        return [
          symbol.value,
          ...[held.exactQuantity, held.exactAveragePrice, security.exactPrice, held.exactProfit].map(String),
          ...[held.exactTotalFees, held.exactTotalSaleVolume, held.exactTotalDividends].map(String),
        ];
      }),
      totals: [
        portfolio.exactTotalPortfolioValue.toString(),
        String(portfolio.totalProfit),
        portfolio.exactTotalFees.toString(),
        portfolio.exactTotalUnrealizedProfit.toString(),
        portfolio.exactMarginRemaining.toString(),
      ],
    };
  }

  #sampledEquity(): Record<'equityStride' | 'equity', unknown> {
    const stride = Math.max(1, Math.ceil(this.#equity.length / MOST_SAMPLES));
    const last = this.#equity.length - 1;
    return { equityStride: stride, equity: this.#equity.filter((_, i) => i % stride === 0 || i === last) };
  }
}

const UNORDERED_STATUSES = new Set<unknown>(['CancelPending', 'Canceled', 'UpdateSubmitted']);

/** Events with neighbours of one instant and one of these statuses by order id: the engines may have them in any order. */
export function sortedNeighbours(events: readonly Row[]): Row[] {
  const sorted: Row[] = [];
  let from = 0;
  while (from < events.length) {
    const [, , time, status] = events[from] as Row;
    let to = from + 1;
    if (UNORDERED_STATUSES.has(status)) {
      while (to < events.length && events[to]?.[2] === time && events[to]?.[3] === status) to += 1;
    }
    sorted.push(...events.slice(from, to).sort((a, b) => Number(a[0]) - Number(b[0])));
    from = to;
  }
  return sorted;
}
