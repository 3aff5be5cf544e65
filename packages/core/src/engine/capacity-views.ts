import type { DataPoint } from '../data/data-point.ts';
import type { TimeSlice } from '../data/time-slice.ts';
import { DataKind, type QuoteBarBatch, type TradeBarBatch } from '../market/data-batch.ts';
import type { Security } from '../securities/security.ts';
import type { CapacityBar, CapacitySecurity } from '../statistics/symbol-capacity.ts';

/** Securities as the capacity estimate sees them. */
export class CapacityViews {
  readonly #slice: () => TimeSlice;
  readonly #views = new Map<Security, CapacitySecurity>();

  constructor(slice: () => TimeSlice) {
    this.#slice = slice;
  }

  of(security: Security): CapacitySecurity {
    let view = this.#views.get(security);
    if (view === undefined) {
      view = new SecurityView(security, this.#slice);
      this.#views.set(security, view);
    }
    return view;
  }
}

class SecurityView implements CapacitySecurity {
  readonly #security: Security;
  readonly #slice: () => TimeSlice;

  constructor(security: Security, slice: () => TimeSlice) {
    this.#security = security;
    this.#slice = slice;
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
    const slice = this.#slice();
    let quote: DataPoint | null = null;
    for (let index = 0; index < slice.count; index += 1) {
      const point = slice.points[index] as DataPoint;
      const { config } = point.subscription;
      if (config.isInternal || config.symbol !== this.#security.symbol || point.auxiliary !== null) continue;
      if (point.kind === DataKind.TradeBar) return tradeBar(point);
      quote = point;
    }
    return quote === null ? null : quoteBar(quote);
  }
}

function tradeBar(point: DataPoint): CapacityBar {
  const batch = point.batch as TradeBarBatch;
  return {
    isTrade: true,
    close: batch.close[point.row]!,
    volume: point.isFillForward ? 0 : batch.volume[point.row]!,
    bidSize: 0,
    askSize: 0,
    periodMs: point.endTimeMs - point.timeMs,
  };
}

function quoteBar(point: DataPoint): CapacityBar {
  const batch = point.batch as QuoteBarBatch;
  const { row } = point;
  const bid = batch.bidClose[row]!;
  const ask = batch.askClose[row]!;
  const close = bid === 0 ? ask : ask === 0 ? bid : (bid + ask) / 2;
  return {
    isTrade: false,
    close,
    volume: 0,
    bidSize: batch.bidSize[row]!,
    askSize: batch.askSize[row]!,
    periodMs: point.endTimeMs - point.timeMs,
  };
}
