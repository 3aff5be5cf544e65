import type { DateTime } from 'luxon';
import { Decimal } from '../numeric/decimal.ts';
import { formatDay } from '../time/calendar.ts';
import { dayOfDateTime } from '../time/date-time.ts';
import { MS_PER_DAY, Resolution } from '../time/resolution.ts';
import { BaseData, type CustomDataConfig, type SubscriptionDataSource } from './base-data.ts';
import {
  type AssetClassification,
  type CompanyProfile,
  type CompanyReference,
  type EarningRatios,
  type FineFundamentals,
  fundamentalFamily,
  type KnownFundamentals,
  type OperationRatios,
  type ValuationRatios,
} from './fine-fundamentals.ts';
import type { SecuritySymbol } from './symbol.ts';

const ZERO = Decimal.fromInteger(0);

/**
 * Price and volume of a US equity on a day, from `equity/usa/fundamental/coarse/<yyyyMMdd>.csv`: what fundamental
 * universes choose from. It may be seen from the midnight after the day on, New York time.
 */
export class CoarseFundamental extends BaseData {
  /** Shares traded. */
  volume = 0;
  /** Dollars traded; NaN where nothing is known. */
  dollarVolume = Number.NaN;
  #isListed = false;
  #priceFactor = ZERO;
  #splitFactor = ZERO;

  get market(): string {
    return this.symbol.market;
  }

  /** There are fundamentals of the company. */
  get hasFundamentalData(): boolean {
    return this.#isListed;
  }

  /** What dividends after the day multiply its prices by. */
  get priceFactor(): number {
    return this.#priceFactor.toNumber();
  }

  /** What splits after the day multiply its prices by. */
  get splitFactor(): number {
    return this.#splitFactor.toNumber();
  }

  /** Close, adjusted for splits and dividends after the day. */
  get adjustedPrice(): number {
    return (this.exactValue ?? ZERO).times(this.#priceFactor.times(this.#splitFactor)).toNumber();
  }

  override defaultResolution(): Resolution {
    return Resolution.Daily;
  }

  getSource(_config: CustomDataConfig, date: DateTime): SubscriptionDataSource | null {
    return { source: fundamentalFile(date) };
  }

  /** The row of the config's symbol; others are left out. */
  reader(config: CustomDataConfig, line: string, date: DateTime): BaseData | readonly BaseData[] | null {
    if (!line.startsWith(`${config.symbol.id},`)) return null;
    return Fundamental.on(dayOfDateTime(date), config.symbol, line.split(','), config);
  }

  /** Takes in the columns of a row: identifier, ticker, price, volume, dollars, whether there is more, and factors. */
  protected take(columns: readonly string[]): void {
    const [, , price = '', volume, dollarVolume, isListed = '', priceFactor, splitFactor] = columns;
    this.exactValue = Decimal.parse(price);
    this.value = this.exactValue.toNumber();
    this.volume = Number(volume);
    this.dollarVolume = Number(dollarVolume);
    this.#isListed = isListed.toLowerCase() === 'true';
    if (priceFactor === undefined || splitFactor === undefined) return;
    this.#priceFactor = Decimal.parse(priceFactor);
    this.#splitFactor = Decimal.parse(splitFactor);
  }
}

/** Everything known of a US equity on a day: price, volume and, where the run is given some, figures of the company. */
export class Fundamental extends CoarseFundamental {
  #ask: () => KnownFundamentals | null = () => null;
  #known: KnownFundamentals | null | undefined = undefined;

  /**
   * What is known of a day.
   *
   * @param day days since 1970-01-01
   * @param columns its row in the file of the day; null where it has none
   */
  static on(
    day: number,
    symbol: SecuritySymbol,
    columns: readonly string[] | null,
    { dataTimeZone, fineFundamentals }: Pick<CustomDataConfig, 'dataTimeZone' | 'fineFundamentals'>,
  ): Fundamental {
    const point = new Fundamental();
    point.symbol = symbol;
    point.timeMs = dataTimeZone.toUtc(day * MS_PER_DAY);
    point.endTimeMs = dataTimeZone.toUtc((day + 1) * MS_PER_DAY);
    point.#ask = () => fineFundamentals(symbol, day);
    if (columns !== null) point.take(columns);
    return point;
  }

  override get hasFundamentalData(): boolean {
    const known = this.#knownOf();
    return known === null ? super.hasFundamentalData : (known.hasFundamentalData ?? true);
  }

  /** Price times shares outstanding, in dollars. */
  get marketCap(): number {
    return this.companyProfile.marketCap;
  }

  get companyProfile(): CompanyProfile {
    return this.#family('companyProfile');
  }

  get companyReference(): CompanyReference {
    return this.#family('companyReference');
  }

  get assetClassification(): AssetClassification {
    return this.#family('assetClassification');
  }

  get earningRatios(): EarningRatios {
    return this.#family('earningRatios');
  }

  get operationRatios(): OperationRatios {
    return this.#family('operationRatios');
  }

  get valuationRatios(): ValuationRatios {
    return this.#family('valuationRatios');
  }

  #knownOf(): KnownFundamentals | null {
    if (this.#known === undefined) this.#known = this.#ask();
    return this.#known;
  }

  #family<F extends keyof FineFundamentals>(family: F): FineFundamentals[F] {
    return fundamentalFamily(this.#knownOf(), family);
  }
}

/** Where the fundamentals of a day lie in a data folder. */
export function fundamentalFile(date: DateTime): string {
  return `equity/usa/fundamental/coarse/${formatDay(dayOfDateTime(date)).replaceAll('-', '')}.csv`;
}
