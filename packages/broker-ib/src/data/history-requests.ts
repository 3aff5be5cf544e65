import { type Clock, LockstepError, sleepUntil } from '@lockstep/core';
import type { BarSizeSetting, Contract, WhatToShow } from '@stoqey/ib';
import type { IbConnection } from '../connection/ib-connection.ts';
import { ibErrorText } from '../connection/ib-errors.ts';
import { IbFailure } from '../connection/ib-failure.ts';
import { describeContract } from '../contracts/contract-query.ts';
import { dashTime } from '../wire/ib-times.ts';
import { HistoryPace, type PacedQuestion } from './history-pace.ts';

/** A question for past bars. */
export interface HistoryQuestion {
  readonly contract: Contract;
  /** Epoch ms UTC; null for now, which prices adjusted to today need. */
  readonly endUtc: number | null;
  readonly duration: string;
  readonly setting: BarSizeSetting;
  readonly whatToShow: WhatToShow;
  readonly regularHours: boolean;
}

/** A bar as IB tells it. */
export interface IbBar {
  /** Seconds since 1970 of bars shorter than a day, `yyyymmdd` of others. */
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Units; -1 for prices that nobody traded at. */
  readonly volume: number;
}

/** Questions that may be open at the same time; IB takes 50. */
const MOST_OPEN = 20;
const ANSWER_WITHIN_MS = 60_000;
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
/** The row behind the last bar. */
const END = /^finished/;
const EPOCH_SECONDS = 2;
const NO_HISTORY = 162;
const NOT_FOUND = 200;
/** Said with 162: there is no history, or it was asked for too often. */
const NONE = /no data|no head time/i;
const TOO_FAST = /pacing/i;
const NOT_PERMITTED: ReadonlySet<number> = new Set([354, 420, 10_089, 10_090, 10_168, 10_186]);
const MESSAGE_RATE = 100;

/**
 * Asks IB for history no faster than it allows, and again after what passes: a pace that it found too fast, an answer that
 * did not come, a connection that was lost. The same question asked twice is one.
 */
export class HistoryRequests {
  readonly #connection: IbConnection;
  readonly #pace = new HistoryPace();
  /** Answers that are awaited, and those that can never become others, by question. */
  readonly #answers = new Map<string, { readonly answer: Promise<readonly unknown[]>; readonly atMs: number }>();
  #pending = 0;
  #open = 0;
  #queue: Promise<void> = Promise.resolve();

  constructor(connection: IbConnection) {
    this.#connection = connection;
  }

  /** Questions without an answer, also those that wait for their turn. */
  get pending(): number {
    return this.#pending;
  }

  get #clock(): Clock {
    return this.#connection.clock;
  }

  /**
   * Bars, oldest first; none where IB has none.
   *
   * @throws LockstepError `DATA_NOT_PERMITTED`, `DATA_SOURCE_FAILED`
   */
  bars(question: HistoryQuestion): Promise<readonly IbBar[]> {
    const { contract, endUtc, duration, setting, whatToShow, regularHours } = question;
    const end = endUtc === null ? '' : dashTime(endUtc);
    const what = `${whatToShow} bars (${setting}) of ${describeContract(contract)}`;
    const subject = `${contract.conId ?? ''} ${contract.exchange ?? ''} ${whatToShow}`;
    const paced = { key: `${subject} ${end} ${duration} ${setting} ${regularHours}`, subject, weight: 1 };
    return this.#once(paced, endUtc, what, async () => {
      const rows = await this.#connection.request({
        name: what,
        send: (api, reqId) =>
          api.reqHistoricalData(
            reqId,
            contract,
            end,
            duration,
            setting,
            whatToShow,
            regularHours,
            EPOCH_SECONDS,
            false,
          ),
        item: 'historicalData',
        isLast: (_reqId, date) => END.test(date),
        cancel: (api, reqId) => api.cancelHistoricalData(reqId),
        deadlineMs: ANSWER_WITHIN_MS,
      });
      return rows
        .filter(([, date]) => !END.test(date))
        .map(([, date, open, high, low, close, volume]) => ({ date, open, high, low, close, volume }));
    });
  }

  /**
   * Another question of the kind, such as for ticks.
   *
   * @param endUtc where what is asked for ends, epoch ms UTC
   */
  ask<T>(
    question: PacedQuestion,
    endUtc: number,
    what: string,
    send: () => Promise<readonly T[]>,
  ): Promise<readonly T[]> {
    return this.#once(question, endUtc, what, send);
  }

  #once<T>(
    question: PacedQuestion,
    endUtc: number | null,
    what: string,
    send: () => Promise<readonly T[]>,
  ): Promise<readonly T[]> {
    const known = this.#answers.get(question.key);
    if (known !== undefined) return known.answer as Promise<readonly T[]>;
    const answer = this.#repeated(question, what, send);
    const atMs = this.#clock.utcNow();
    this.#answers.set(question.key, { answer, atMs });
    // What has ended does not change: it is told again without a question, for as long as it might not be asked.
    const isPast = endUtc !== null && endUtc < atMs;
    const forget = (): void => {
      if (this.#answers.get(question.key)?.answer === answer) this.#answers.delete(question.key);
    };
    answer.then((found) => {
      if (isPast && found.length > 0) this.#clock.at(this.#clock.utcNow() + KEPT_MS, forget);
      else forget();
    }, forget);
    return answer;
  }

  async #repeated<T>(question: PacedQuestion, what: string, send: () => Promise<readonly T[]>): Promise<readonly T[]> {
    this.#pending += 1;
    try {
      for (let attempt = 1; ; attempt += 1) {
        await this.#turn(question);
        this.#open += 1;
        try {
          return await send();
        } catch (error) {
          if (isEmpty(error)) return [];
          const waitMs = this.#waitBeforeRepeat(error, attempt);
          if (waitMs === null) throw failureOf(what, error);
          await sleepUntil(this.#clock, this.#clock.utcNow() + waitMs);
        } finally {
          this.#open -= 1;
        }
      }
    } finally {
      this.#pending -= 1;
    }
  }

  /** One after another, each when the pace lets it. */
  #turn(question: PacedQuestion): Promise<void> {
    const turn = this.#queue.then(() => this.#wait(question));
    this.#queue = turn;
    return turn;
  }

  async #wait(question: PacedQuestion): Promise<void> {
    for (;;) {
      const now = this.#clock.utcNow();
      const at = this.#open >= MOST_OPEN ? now + FIRST_WAIT_MS : this.#pace.mayAskAt(now, question);
      if (at <= now) {
        this.#pace.ask(now, question);
        return;
      }
      await sleepUntil(this.#clock, at);
    }
  }

  /** Time until a question may be repeated, ms; null when it is of no use. */
  #waitBeforeRepeat(error: unknown, attempt: number): number | null {
    if (!(error instanceof IbFailure) || attempt >= MOST_TRIES) return null;
    const doubled = FIRST_WAIT_MS * 2 ** (attempt - 1);
    if (error.kind !== 'refused') return doubled;
    const isTooFast = (error.code === NO_HISTORY && TOO_FAST.test(error.message)) || error.code === MESSAGE_RATE;
    if (!isTooFast) return null;
    this.#pace.wasTooFast(this.#clock.utcNow());
    return 0;
  }
}

/** How long an answer that cannot change is told again without a question, ms. */
const KEPT_MS = 15_000;

function isEmpty(error: unknown): boolean {
  if (!(error instanceof IbFailure)) return false;
  return error.code === NOT_FOUND || (error.code === NO_HISTORY && NONE.test(error.message));
}

function failureOf(what: string, cause: unknown): unknown {
  if (!(cause instanceof IbFailure)) return cause;
  const { code, message } = cause;
  const text = code === null ? message : ibErrorText(code, message);
  const isForbidden = (code !== null && NOT_PERMITTED.has(code)) || /permission|not subscribed/i.test(message);
  return new LockstepError(
    isForbidden ? 'DATA_NOT_PERMITTED' : 'DATA_SOURCE_FAILED',
    `IB did not give ${what}: ${text}`,
    { details: { what, code }, cause },
  );
}
