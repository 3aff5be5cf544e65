import { LockstepError } from '../errors/lockstep-error.ts';
import { daysFromDate } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../time/resolution.ts';

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Wall-clock time of an exchange as a test writes it, as local epoch ms. */
export interface ExchangeTime {
  readonly localMs: number;
  /** The text names a day only. */
  readonly isDay: boolean;
}

/**
 * Reads `yyyy-MM-dd` or `yyyy-MM-dd HH:mm[:ss]`.
 *
 * @throws LockstepError `DATES_INVALID`
 */
export function parseExchangeTime(text: string): ExchangeTime {
  const match = PATTERN.exec(text);
  if (match === null) {
    throw new LockstepError(
      'DATES_INVALID',
      `Received the time '${text}'; expected yyyy-MM-dd or yyyy-MM-dd HH:mm[:ss] on the exchange's clock, for example 2024-03-04 09:30.`,
    );
  }
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const days = daysFromDate(year!, month!, day!);
  const inDay = hour * MS_PER_HOUR + minute * MS_PER_MINUTE + second * MS_PER_SECOND;
  return { localMs: days * MS_PER_DAY + inDay, isDay: match[4] === undefined };
}
