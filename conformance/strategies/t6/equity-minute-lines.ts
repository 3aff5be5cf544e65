import { BaseData, type CustomDataConfig, type DateTime, Decimal } from '@lockstep/core';

/** Lines of a minute file of equities: milliseconds since midnight, prices in ten-thousandths, volume. */
export abstract class EquityMinuteLines extends BaseData {
  open = 0;
  high = 0;
  low = 0;
  volume = 0;

  protected abstract create(): EquityMinuteLines;

  /** Path of the trades of a ticker on a day. */
  protected fileOf(ticker: string, date: DateTime): string {
    return `equity/usa/minute/${ticker.toLowerCase()}/${date.toFormat('yyyyMMdd')}_trade.zip`;
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string, date: DateTime): EquityMinuteLines {
    const [time, open, high, low, close, volume] = line.split(',').map(Number) as [number, ...number[]];
    const point = this.create();
    point.timeMs = exchangeTimeZone.toUtc(date.setZone('utc', { keepLocalTime: true }).toMillis() + time);
    point.open = (open ?? 0) / 10_000;
    point.high = (high ?? 0) / 10_000;
    point.low = (low ?? 0) / 10_000;
    point.exactValue = Decimal.fromParts(close ?? 0, 4);
    point.value = point.exactValue.toNumber();
    point.volume = volume ?? 0;
    return point;
  }
}
