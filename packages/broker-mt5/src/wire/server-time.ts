import { LockstepError, MS_PER_HOUR, TimeZone } from '@lockstep/core';

/** Where most brokers' servers stand: midnight is 17:00 in New York, the end of the forex day. */
export const NEW_YORK_CLOSE = 'America/New_York+7';

const FORM = /^(.+?)(?:([+-])(\d{1,2}))?$/;
/** Offsets of servers are multiples of it, ms. */
const GRID_MS = MS_PER_HOUR / 4;
/** No clock is further from UTC, ms. */
const FURTHEST_MS = 14 * MS_PER_HOUR;
/** A tick that is older than this says nothing of the server's clock, ms. */
const FRESH_MS = 60_000;
/** Measurements that have to agree. */
const AGREEING = 3;

/**
 * The wall clock of a trade server. MetaTrader tells no time zone: its times are the server's wall clock as if that were UTC.
 * The rule says what it is at each instant, in the past too; what ticks show wins for the present.
 */
export class ServerTime {
  readonly rule: string;
  readonly #zone: TimeZone;
  readonly #shiftMs: number;
  /** What the present differs by from the rule, as ticks have shown. */
  #correctionMs = 0;
  #measured: number[] = [];

  /**
   * @param rule a zone, with hours to add if need be: `America/New_York+7`, `Europe/Athens`, `UTC+03`
   * @throws LockstepError `ENVIRONMENT_INVALID`
   */
  constructor(rule: string = NEW_YORK_CLOSE) {
    this.rule = rule;
    const [zone, shiftMs] = readRule(rule);
    this.#zone = zone;
    this.#shiftMs = shiftMs;
  }

  /** Server time less UTC at an instant, ms. */
  offsetAt(utcMs: number): number {
    return this.#zone.offsetAt(utcMs) + this.#shiftMs + this.#correctionMs;
  }

  /** The server's wall clock, epoch ms as if it were UTC. */
  toServer(utcMs: number): number {
    return utcMs + this.offsetAt(utcMs);
  }

  /** Epoch ms UTC of a wall-clock time of the server. */
  toUtc(serverMs: number): number {
    return this.#zone.toUtc(serverMs - this.#shiftMs - this.#correctionMs);
  }

  /**
   * Takes in the time of a tick that has just come. Ticks of the weekend and of slow symbols are old and show nothing.
   *
   * @returns by how much the server's clock differs from the rule, ms, when that has changed; else null
   */
  measure(tickServerMs: number, utcNow: number): number | null {
    const offset = Math.round((tickServerMs - utcNow) / GRID_MS) * GRID_MS;
    const isFresh = Math.abs(tickServerMs - offset - utcNow) < FRESH_MS && Math.abs(offset) <= FURTHEST_MS;
    if (!isFresh) return null;
    this.#measured = [...this.#measured, offset].slice(-AGREEING);
    const isStable = this.#measured.length === AGREEING && this.#measured.every((each) => each === offset);
    const correction = offset - this.#zone.offsetAt(utcNow) - this.#shiftMs;
    if (!isStable || correction === this.#correctionMs) return null;
    this.#correctionMs = correction;
    return correction;
  }
}

function readRule(rule: string): readonly [TimeZone, number] {
  try {
    // A fixed offset has a sign of its own.
    if (/^UTC/i.test(rule)) return [TimeZone.of(rule), 0];
    const [, name = '', sign, hours = '0'] = FORM.exec(rule) ?? [];
    return [TimeZone.of(name), (sign === '-' ? -1 : 1) * Number(hours) * MS_PER_HOUR];
  } catch (cause) {
    throw new LockstepError(
      'ENVIRONMENT_INVALID',
      `Received ${rule} as the time of the trade server; expected a zone, with hours to add if need be, such as ${NEW_YORK_CLOSE} or UTC+03.`,
      { cause },
    );
  }
}
