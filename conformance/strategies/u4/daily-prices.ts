import { BaseData, type CustomDataConfig, Decimal, type SubscriptionDataSource } from '@lockstep/core';

/** Prices in the files are in hundredths of a cent. */
const SCALE = Decimal.parse('0.0001');
const ONE_DAY = { days: 1 };

/** The daily bars of an equity as data of the strategy's own, from midnight to midnight. */
export class DailyPrices extends BaseData {
  open = 0;
  high = 0;
  low = 0;

  override getSource({ symbol }: CustomDataConfig): SubscriptionDataSource {
    return { source: `equity/usa/daily/${symbol.value.toLowerCase()}.zip` };
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string): DailyPrices {
    const [time = '', ...prices] = line.split(',');
    const [year, month, day] = [time.slice(0, 4), time.slice(4, 6), time.slice(6, 8)].map(Number);
    const midnight = Date.UTC(year ?? 0, (month ?? 1) - 1, day);
    const [open, high, low, close] = prices.slice(0, 4).map((price) => Decimal.parse(price).times(SCALE));
    const point = new DailyPrices();
    point.timeMs = exchangeTimeZone.toUtc(midnight);
    point.endTimeMs = point.time(exchangeTimeZone).plus(ONE_DAY).toMillis();
    point.open = open?.toNumber() ?? 0;
    point.high = high?.toNumber() ?? 0;
    point.low = low?.toNumber() ?? 0;
    point.exactValue = close ?? null;
    point.value = close?.toNumber() ?? 0;
    return point;
  }
}
