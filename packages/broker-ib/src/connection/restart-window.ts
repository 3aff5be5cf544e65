import { dayOf, LockstepError, MS_PER_DAY, TimeZone } from '@lockstep/core';

/** When TWS or Gateway restarts by itself every day: what is sent then may be lost. */
export interface RestartWindow {
  /** Wall-clock time: `23:45`. */
  readonly from: string;
  /** How long no orders are sent. */
  readonly minutes: number;
  /** @defaultValue America/New_York */
  readonly timeZone?: string | undefined;
}

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;

/**
 * Whether an instant lies in the daily window.
 *
 * @param utcMs epoch ms
 * @throws LockstepError `CONFIG_INVALID` for a time that is none
 */
export function isInWindow({ from, minutes, timeZone = 'America/New_York' }: RestartWindow, utcMs: number): boolean {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(from) ?? [];
  if (hour === undefined || minute === undefined)
    throw new LockstepError('CONFIG_INVALID', `The restart window begins at ${from}; expected a time such as 23:45.`);
  const localMs = TimeZone.of(timeZone).toLocal(utcMs);
  const beginMs = (Number(hour) * MINUTES_PER_HOUR + Number(minute)) * MS_PER_MINUTE;
  const sinceMs = localMs - dayOf(localMs) * MS_PER_DAY - beginMs;
  const inDay = sinceMs < 0 ? sinceMs + MS_PER_DAY : sinceMs;
  return inDay < minutes * MS_PER_MINUTE;
}
