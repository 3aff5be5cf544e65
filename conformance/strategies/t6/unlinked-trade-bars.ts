import {
  Algorithm,
  type BollingerBands,
  type CustomDataConfig,
  type DateTime,
  Decimal,
  MovingAverageType,
  Resolution,
  type SecuritySymbol,
  type SubscriptionDataSource,
  TimeZone,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { EquityMinuteLines } from './equity-minute-lines.ts';

const DAY_MS = 86_400_000;

/** As many points a day as SPY has minutes, all of the whole day, each ten cents above the one before. */
class IncrementallyGeneratedCustomData extends EquityMinuteLines {
  static made = 0;

  override dataTimeZone(): TimeZone {
    return TimeZone.of('UTC');
  }

  protected override create(): IncrementallyGeneratedCustomData {
    return new IncrementallyGeneratedCustomData();
  }

  override getSource(_config: CustomDataConfig, date: DateTime): SubscriptionDataSource {
    return { source: this.fileOf('SPY', date) };
  }

  override reader(
    { exchangeTimeZone }: CustomDataConfig,
    _line: string,
    date: DateTime,
  ): IncrementallyGeneratedCustomData {
    IncrementallyGeneratedCustomData.made += 1;
    const point = this.create();
    point.timeMs = exchangeTimeZone.toUtc(date.setZone('utc', { keepLocalTime: true }).toMillis());
    point.endTimeMs = point.timeMs + DAY_MS;
    point.exactValue = Decimal.fromParts(1_003 + 10 * IncrementallyGeneratedCustomData.made, 2);
    point.value = point.exactValue.toNumber();
    return point;
  }
}

/** Bands of points of the strategy's own kind, of which one is bought. */
export default class UnlinkedTradeBars extends Algorithm {
  #vix!: SecuritySymbol;
  #bands!: BollingerBands;
  #isInvested = false;

  override initialize(): void {
    IncrementallyGeneratedCustomData.made = 0;
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.#vix = this.addData(IncrementallyGeneratedCustomData, 'VIX', Resolution.Daily).symbol;
    this.#bands = this.bb(this.#vix, 30, 2, MovingAverageType.Simple, Resolution.Daily);
  }

  override onData(): void {
    requireThat(this.#bands.value !== 0, 'the bands have no value');
    if (this.#isInvested || !(this.#bands.value > 0.05)) return;
    this.marketOrder(this.#vix, 1);
    this.#isInvested = true;
  }
}
