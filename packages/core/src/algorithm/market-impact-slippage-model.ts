import { Duration } from 'luxon';
import { TradeBarConsolidator } from '../consolidators/trade-bar-consolidator.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import { BarField } from '../market/bar-field.ts';
import { SecurityType } from '../market/security-type.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { SeededRandom } from '../numeric/seeded-random.ts';
import type { Order } from '../orders/order.ts';
import type { SlippageModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { standardDeviation } from '../statistics/variance.ts';
import { MS_PER_DAY, MS_PER_SECOND, Resolution } from '../time/resolution.ts';
import type { Algorithm } from './algorithm.ts';
import type { PriceBar } from './history.ts';

const HISTORY_DAYS = 370;
const PRICES = 252;
const VOLUMES = 10;

/** Parameters of the model; the defaults are those of the paper. */
export interface MarketImpactOptions {
  /** Only slippage that makes a fill worse; true unless given. */
  readonly nonNegative?: boolean;
  /** Time from submission to fill, in seconds. */
  readonly latency?: number;
  /** Time from the fill to a new equilibrium, in seconds. */
  readonly impactTime?: number;
  /** Exponent of the permanent impact. */
  readonly alpha?: number;
  /** Exponent of the temporary impact. */
  readonly beta?: number;
  /** Coefficient of the permanent impact. */
  readonly gamma?: number;
  /** Coefficient of the temporary impact. */
  readonly eta?: number;
  /** Exponent of the liquidity that scales the permanent impact: shares outstanding ÷ volume. */
  readonly delta?: number;
  /** Shares of the company; without them the permanent impact is not scaled. */
  readonly sharesOutstanding?: number;
  readonly randomSeed?: number;
}

/**
 * Price impact of an order that consumes the book: grows with the order's share of the usual volume and with volatility,
 * plus noise. Almgren, Thum, Hauptmann, Li (2005), "Direct estimation of equity market impact". One object serves one
 * security, the first that it is asked about.
 */
export class MarketImpactSlippageModel implements SlippageModel {
  readonly #algorithm: Algorithm;
  readonly #options: Required<MarketImpactOptions>;
  readonly #random: SeededRandom;
  #market: ImpactMarket | null = null;

  /** @throws LockstepError `SLIPPAGE_INVALID` unless latency and impact time are above zero */
  constructor(algorithm: Algorithm, options: MarketImpactOptions = {}) {
    this.#algorithm = algorithm;
    this.#options = {
      nonNegative: options.nonNegative ?? true,
      latency: options.latency ?? 0.075,
      impactTime: options.impactTime ?? 1800,
      alpha: options.alpha ?? 0.891,
      beta: options.beta ?? 0.6,
      gamma: options.gamma ?? 0.314,
      eta: options.eta ?? 0.142,
      delta: options.delta ?? 0.267,
      sharesOutstanding: options.sharesOutstanding ?? 0,
      randomSeed: options.randomSeed ?? 50,
    };
    const { latency, impactTime } = this.#options;
    if (!(latency > 0 && impactTime > 0)) {
      throw new LockstepError(
        'SLIPPAGE_INVALID',
        `Received a latency of ${latency} s and an impact time of ${impactTime} s; expected both above zero.`,
      );
    }
    this.#random = new SeededRandom(this.#options.randomSeed);
  }

  /** @throws LockstepError `SLIPPAGE_INVALID` for forex and CFD, which have no volume */
  getSlippageApproximation(security: Security, order: Order): Decimal {
    if (security.type === SecurityType.Forex || security.type === SecurityType.Cfd) {
      throw new LockstepError(
        'SLIPPAGE_INVALID',
        `Received ${security.symbol.value}, which has no volume; expected a security that is traded on an exchange.`,
      );
    }
    this.#market ??= new ImpactMarket(this.#algorithm, security);
    const { volume, sigma } = this.#market;
    if (volume === 0) return Decimal.ZERO;
    const { alpha, beta, gamma, eta, delta, sharesOutstanding, latency, impactTime } = this.#options;
    const dayMs = security.exchange.hours.regularSessionMs;
    const execution = (latency * MS_PER_SECOND) / MS_PER_DAY / (dayMs / MS_PER_DAY);
    const settling = execution + (impactTime * MS_PER_SECOND) / MS_PER_DAY / (dayMs / MS_PER_DAY);
    const size = order.quantity.abs().toNumber() / execution / volume;
    const noise = sigma * Math.sqrt(settling);
    const liquidity = sharesOutstanding === 0 ? 1 : (sharesOutstanding / volume) ** delta;
    const permanent = sigma * execution * (gamma * size ** alpha) * liquidity + this.#gaussian() * noise;
    const temporary = sigma * (eta * size ** beta) + this.#gaussian() * noise;
    return this.#slippage(temporary + permanent * 0.5).times(security.exactPrice);
  }

  /** A random part of the impact, at most the whole price. */
  #slippage(impact: number): Decimal {
    const part = Decimal.min(Decimal.fromDouble(impact * this.#random.nextDouble()), Decimal.ONE);
    return this.#options.nonNegative ? Decimal.max(Decimal.ZERO, part) : part;
  }

  #gaussian(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * (1 - this.#random.nextDouble()));
  }
}

/** Volatility and volume of a security, from a year of its past and from what comes. */
class ImpactMarket {
  readonly #closes: Decimal[] = [];
  readonly #volumes: number[] = [];
  #sigma: number | null = null;

  constructor(algorithm: Algorithm, { symbol }: Security) {
    const days = new TradeBarConsolidator(Duration.fromObject({ days: 1 }));
    days.onDataConsolidated((_, bar) => this.#add(bar));
    algorithm.subscriptionManager.addConsolidator(symbol, days);
    const past = algorithm.historyAtOnce(symbol, Duration.fromObject({ days: HISTORY_DAYS }), Resolution.Daily);
    const feed = (bars: readonly PriceBar[]): void => {
      for (const bar of bars) days.update(bar as TradeBar);
    };
    if (past instanceof Promise) void past.then(feed);
    else feed(past);
  }

  /** Mean volume of the last days; 0 while unknown. */
  get volume(): number {
    const volumes = this.#volumes;
    return this.#closes.length < 2 ? 0 : volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length;
  }

  /** Standard deviation of daily returns. */
  get sigma(): number {
    this.#sigma ??= standardDeviation(this.#returns());
    return this.#sigma;
  }

  /** Newest first. */
  #returns(): number[] {
    const returns: number[] = [];
    for (let index = this.#closes.length - 1; index > 0; index -= 1) {
      const [before, now] = [this.#closes[index - 1] as Decimal, this.#closes[index] as Decimal];
      returns.push(before.isZero() ? 0 : now.minus(before).dividedBy(before).toNumber());
    }
    return returns;
  }

  #add(bar: TradeBar): void {
    this.#closes.push(bar.exact(BarField.Close));
    this.#volumes.push(bar.volume);
    if (this.#closes.length > PRICES) this.#closes.shift();
    if (this.#volumes.length > VOLUMES) this.#volumes.shift();
    this.#sigma = null;
  }
}
