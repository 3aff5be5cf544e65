import { Decimal } from '../numeric/decimal.ts';
import { daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import { BaseData, type CustomDataConfig, type SubscriptionDataSource } from './base-data.ts';
import { securityTypeName } from './security-type.ts';

const UTC = TimeZone.of('UTC');
const LINE = /^(\d{4})(\d{2})(\d{2}) (\d{2}):(\d{2}):(\d{2}),(.+)$/;

/**
 * Funding rate of a perpetual crypto future: the part of a position's value that longs pay to shorts; negative when shorts
 * pay. Every crypto future has a subscription of it; `slice.get(MarginInterestRate)` has what came.
 */
export class MarginInterestRate extends BaseData {
  /** The rate as a decimal fraction: 0.0001 is 0.01 %. */
  exactInterestRate = Decimal.ZERO;

  /** The rate as a fraction: 0.0001 is 0.01 %. */
  get interestRate(): number {
    return this.value;
  }

  override getSource({ symbol }: CustomDataConfig): SubscriptionDataSource {
    const type = securityTypeName(symbol.securityType).toLowerCase();
    return { source: `${type}/${symbol.market}/margin_interest/${symbol.permtick.toLowerCase()}.csv` };
  }

  /** @throws Error for a line other than `yyyyMMdd HH:mm:ss,rate` */
  override reader(_config: CustomDataConfig, line: string): MarginInterestRate {
    const match = LINE.exec(line);
    if (match === null) throw new Error(`'${line}' is not a time (yyyyMMdd HH:mm:ss) and a rate`);
    const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const point = new MarginInterestRate();
    const time = hours * MS_PER_HOUR + minutes * MS_PER_MINUTE + seconds * 1000;
    point.timeMs = daysFromCivil(year, month, day) * MS_PER_DAY + time;
    point.exactInterestRate = point.exactValue = Decimal.parse(match[7] as string);
    point.value = point.exactInterestRate.toNumber();
    return point;
  }

  override dataTimeZone(): TimeZone {
    return UTC;
  }
}
