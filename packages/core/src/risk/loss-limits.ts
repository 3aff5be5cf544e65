import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import type { RiskLimits } from './risk-limits.ts';
import type { RiskState } from './risk-state.ts';

/** What is told when a loss limit has been reached. */
export type PauseListener = (reason: string, policy: 'pause' | 'flatten') => void;

/**
 * Loss limits of a session: losing trades in a row, the day's loss, the fall from the day's high. Reaching one pauses
 * trading until the next session of the exchange begins (09:30 New York for US equities; midnight where the market never
 * closes).
 */
export class LossLimits {
  readonly #limits: RiskLimits;
  readonly #state: RiskState;
  readonly #onPause: PauseListener;

  constructor(limits: RiskLimits, state: RiskState, onPause: PauseListener) {
    this.#limits = limits;
    this.#state = state;
    this.#onPause = onPause;
  }

  /** Takes in the time and what the account is worth. @param equity in account currency */
  onTime(utcMs: number, equity: number, hours: ExchangeHours | null): void {
    const state = this.#state;
    if (state.nextSessionUtc === null || utcMs >= state.nextSessionUtc) this.#beginSession(utcMs, equity, hours);
    const high = Math.max(state.sessionHighEquity ?? equity, equity);
    state.sessionHighEquity = high;
    if (state.pause !== null) return;
    const { maxDailyLossAmount, maxDailyLossPercent, maxDrawdownFromDayHighPercent } = this.#limits;
    const start = state.sessionStartEquity ?? equity;
    const loss = start - equity;
    if (maxDailyLossAmount !== undefined && loss >= maxDailyLossAmount) {
      this.#pause(utcMs, `the day's loss of ${money(loss)} has reached the limit of ${money(maxDailyLossAmount)}`);
    } else if (maxDailyLossPercent !== undefined && loss >= (start * maxDailyLossPercent) / 100) {
      this.#pause(
        utcMs,
        `the day's loss of ${money(loss)} has reached ${maxDailyLossPercent} % of the day's first equity, ${money(start)}`,
      );
    } else if (
      maxDrawdownFromDayHighPercent !== undefined &&
      high - equity >= (high * maxDrawdownFromDayHighPercent) / 100
    ) {
      this.#pause(
        utcMs,
        `equity ${money(equity)} has fallen ${maxDrawdownFromDayHighPercent} % from the day's high of ${money(high)}`,
      );
    }
  }

  /** Takes in the outcome of a closed trade, after fees. */
  onTradeClosed(utcMs: number, profit: number): void {
    const state = this.#state;
    state.consecutiveLosses = profit < 0 ? state.consecutiveLosses + 1 : 0;
    const { maxConsecutiveLosses } = this.#limits;
    if (maxConsecutiveLosses === undefined || state.consecutiveLosses < maxConsecutiveLosses || state.pause !== null)
      return;
    this.#pause(utcMs, `${state.consecutiveLosses} trades in a row have lost; the limit is ${maxConsecutiveLosses}`);
  }

  #beginSession(utcMs: number, equity: number, hours: ExchangeHours | null): void {
    const state = this.#state;
    state.nextSessionUtc = nextSession(utcMs, hours);
    state.sessionStartEquity = equity;
    state.sessionHighEquity = equity;
    state.consecutiveLosses = 0;
    state.entriesToday = 0;
    if (state.pause?.untilNextSession === true) state.pause = null;
  }

  #pause(utcMs: number, reason: string): void {
    this.#state.pause = { reason, sinceUtc: utcMs, untilNextSession: true };
    this.#onPause(reason, this.#limits.lossPolicy ?? 'pause');
  }
}

/** The next regular open of the exchange after an instant, or the next midnight of a market that never closes. */
function nextSession(utcMs: number, hours: ExchangeHours | null): number {
  if (hours === null) return (Math.floor(utcMs / MS_PER_DAY) + 1) * MS_PER_DAY;
  const { timeZone } = hours;
  const local = timeZone.toLocal(utcMs);
  if (hours.isAlwaysOpen) return timeZone.toUtc((dayOf(local) + 1) * MS_PER_DAY);
  const isOpen = hours.isOpen(local, false);
  return timeZone.toUtc(hours.nextMarketOpen(isOpen ? hours.nextMarketClose(local, false) : local, false));
}

function money(value: number): string {
  return value.toFixed(2);
}
