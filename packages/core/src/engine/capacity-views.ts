import type { DataPoint } from '../data/data-point.ts';
import type { TimeSlice } from '../data/time-slice.ts';
import { DataKind, type QuoteBarBatch, type TradeBarBatch } from '../market/data-batch.ts';
import type { Security } from '../securities/security.ts';
import type { CapacityBar, CapacitySecurity } from '../statistics/symbol-capacity.ts';
import type { SubscriptionTarget } from './data-subscriptions.ts';

/** Securities as the capacity estimate sees them. */
export class CapacityViews {
  readonly #slice: () => TimeSlice;
  readonly #views = new Map<Security, SecurityView>();
  #indexed: TimeSlice | null = null;
  #indexedSequence = -1;

  constructor(slice: () => TimeSlice) {
    this.#slice = slice;
  }

  of(security: Security): CapacitySecurity {
    let view = this.#views.get(security);
    if (view === undefined) {
      view = new SecurityView(security, this);
      this.#views.set(security, view);
      this.#indexed = null;
    }
    return view;
  }

  /** Gives every view its data of the present slice: one pass over the slice serves them all. */
  index(): void {
    const slice = this.#slice();
    if (this.#indexed === slice && this.#indexedSequence === slice.sequence) return;
    this.#indexed = slice;
    this.#indexedSequence = slice.sequence;
    for (const view of this.#views.values()) view.point = null;
    for (let index = 0; index < slice.count; index += 1) {
      const point = slice.points[index] as DataPoint;
      const { security } = point.subscription.owner as SubscriptionTarget;
      if (security === null || point.auxiliary !== null || point.subscription.config.isInternal) continue;
      const view = this.#views.get(security);
      // The first trade bar counts, else the last quote bar.
      if (view !== undefined && view.point?.kind !== DataKind.TradeBar) view.point = point;
    }
  }
}

class SecurityView implements CapacitySecurity {
  /** The data of the slice that the views were indexed for. */
  point: DataPoint | null = null;
  readonly #security: Security;
  readonly #views: CapacityViews;
  readonly #bar = new ReusedBar();

  constructor(security: Security, views: CapacityViews) {
    this.#security = security;
    this.#views = views;
  }

  get symbol(): Security['symbol'] {
    return this.#security.symbol;
  }

  get conversionRate(): number {
    return this.#security.quoteCurrency.conversionRate;
  }

  get contractMultiplier(): number {
    return this.#security.contractMultiplierNumber;
  }

  get invested(): boolean {
    return this.#security.holdings.invested;
  }

  get leveragedBuyingPowerUsed(): number {
    const model = this.#security.buyingPowerModel;
    return model.estimateReservedBuyingPowerForPosition(this.#security) * this.#security.leverage;
  }

  currentBar(): CapacityBar | null {
    this.#views.index();
    if (this.point === null) return null;
    this.#bar.read(this.point);
    return this.#bar;
  }
}

/** One bar for all slices: it holds until the next `read`. */
class ReusedBar implements CapacityBar {
  isTrade = true;
  close = Number.NaN;
  volume = Number.NaN;
  bidSize = Number.NaN;
  askSize = Number.NaN;
  periodMs = Number.NaN;

  read(point: DataPoint): void {
    this.isTrade = point.kind === DataKind.TradeBar;
    this.periodMs = point.endTimeMs - point.timeMs;
    if (this.isTrade) this.#readTrade(point, point.batch as TradeBarBatch);
    else this.#readQuote(point.batch as QuoteBarBatch, point.row);
  }

  #readTrade(point: DataPoint, batch: TradeBarBatch): void {
    this.close = batch.close[point.row]!;
    this.volume = point.isFillForward ? 0 : batch.volume[point.row]!;
  }

  #readQuote(batch: QuoteBarBatch, row: number): void {
    const bid = batch.bidClose[row]!;
    const ask = batch.askClose[row]!;
    this.close = bid === 0 ? ask : ask === 0 ? bid : (bid + ask) / 2;
    this.bidSize = batch.bidSize[row]!;
    this.askSize = batch.askSize[row]!;
  }
}
