import type { DataPoint } from '../../data/data-point.ts';
import { DataKind, type QuoteBarBatch, type TradeBarBatch } from '../../market/data-batch.ts';
import { midPrice } from '../../market/mid-price.ts';
import type { Security } from '../../securities/security.ts';
import type { CapacityBar, CapacitySecurity } from '../../statistics/symbol-capacity.ts';
import type { DataSubscriptions } from '../subscriptions/data-subscriptions.ts';
import type { SubscriptionTarget } from '../subscriptions/subscription-target.ts';

/** Securities as the capacity estimate sees them. */
export class CapacityViews {
  readonly #subscriptions: DataSubscriptions;
  readonly #views = new Map<Security, CapacitySecurity>();

  constructor(subscriptions: DataSubscriptions) {
    this.#subscriptions = subscriptions;
  }

  of(security: Security): CapacitySecurity {
    let view = this.#views.get(security);
    if (view === undefined) {
      view = new SecurityView(security, this.#subscriptions);
      this.#views.set(security, view);
    }
    return view;
  }
}

class SecurityView implements CapacitySecurity {
  readonly #security: Security;
  readonly #subscriptions: DataSubscriptions;
  readonly #targets: readonly SubscriptionTarget[];
  readonly #bar = new ReusedBar();

  constructor(security: Security, subscriptions: DataSubscriptions) {
    this.#security = security;
    this.#subscriptions = subscriptions;
    this.#targets = subscriptions.targetsOf(security);
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

  /** The first trade bar of the step, else the last quote bar. */
  currentBar(): CapacityBar | null {
    const { step } = this.#subscriptions;
    let bar: CapacityBar | null = null;
    for (let index = 0; index < this.#targets.length; index += 1) {
      const target = this.#targets[index]!;
      if (target.step !== step || target.config.isInternal) continue;
      const point = target.point!;
      if (point.kind === DataKind.TradeBar) return this.#bar.readTrade(point);
      bar = this.#bar.readQuote(point);
    }
    return bar;
  }
}

/** One bar for all steps: it holds until the next is read. */
class ReusedBar implements CapacityBar {
  isTrade = true;
  close = Number.NaN;
  volume = Number.NaN;
  bidSize = Number.NaN;
  askSize = Number.NaN;
  periodMs = Number.NaN;

  readTrade(point: DataPoint): this {
    const batch = point.batch as TradeBarBatch;
    this.isTrade = true;
    this.close = batch.close[point.row]!;
    this.volume = point.isFillForward ? 0 : batch.volume[point.row]!;
    this.periodMs = point.endTimeMs - point.timeMs;
    return this;
  }

  readQuote(point: DataPoint): this {
    const batch = point.batch as QuoteBarBatch;
    const { row } = point;
    this.isTrade = false;
    this.close = midPrice(batch.bidClose[row]!, batch.askClose[row]!);
    this.volume = 0;
    this.bidSize = batch.bidSize[row]!;
    this.askSize = batch.askSize[row]!;
    this.periodMs = point.endTimeMs - point.timeMs;
    return this;
  }
}
