import type { BrokerageMessage } from '../../brokerage/brokerage.ts';
import type { OrderEvent } from '../../orders/order-event.ts';

/** Requests that go over a line. */
export type LineRequest = 'place' | 'update' | 'cancel';

/** Questions that go over a line. */
export type LineQuestion = 'getOpenOrders' | 'findOrder' | 'getExecutions' | 'getHoldings' | 'getCashBalance';

/**
 * What becomes of a request. `lost`: it never arrives and nobody says so. `timeoutBefore` and `timeoutAfter`: the sender is
 * told that the outcome is unknown, and it has not, or has, arrived. `refused`: the broker does not take it. `throws`: the
 * adapter fails while sending, after it has gone out.
 */
export type RequestFate = 'arrives' | 'lost' | 'timeoutBefore' | 'timeoutAfter' | 'refused' | 'throws';

/** What becomes of something that the broker tells. */
export type TellingFate = 'arrives' | 'dropped' | 'doubled';

/** What becomes of a question. `silent`: no answer ever comes. */
export type QuestionFate = 'answered' | 'fails' | 'silent';

/** Decides what goes wrong on a line. Delays are ms. */
export interface LineFaults {
  request(kind: LineRequest): RequestFate;
  requestDelayMs(): number;
  telling(what: OrderEvent | BrokerageMessage): TellingFate;
  tellingDelayMs(what: OrderEvent | BrokerageMessage): number;
  question(kind: LineQuestion): QuestionFate;
  questionDelayMs(): number;
  /** How old the state is that an answer tells of. */
  staleMs(kind: LineQuestion): number;
}

/** Nothing goes wrong, unless it is said what shall go wrong next. */
export class ScriptedFaults implements LineFaults {
  readonly #requests = new Map<LineRequest, RequestFate[]>();
  readonly #tellings: {
    matches: (what: OrderEvent | BrokerageMessage) => boolean;
    fate: TellingFate;
    delayMs: number;
  }[] = [];
  readonly #questions = new Map<LineQuestion, QuestionFate[]>();
  /** Delay of requests, of what is told and of answers, ms. */
  delayMs = 5;
  /** How old the state is that answers to a question tell of, ms. */
  readonly stale = new Map<LineQuestion, number>();

  /** What becomes of the next requests of a kind. */
  nextRequests(kind: LineRequest, ...fates: readonly RequestFate[]): void {
    this.#requests.set(kind, [...(this.#requests.get(kind) ?? []), ...fates]);
  }

  /** What becomes of the next thing told that matches. */
  nextTelling(
    matches: (what: OrderEvent | BrokerageMessage) => boolean,
    fate: TellingFate,
    delayMs: number = this.delayMs,
  ): void {
    this.#tellings.push({ matches, fate, delayMs });
  }

  /** What becomes of the next questions of a kind. */
  nextQuestions(kind: LineQuestion, ...fates: readonly QuestionFate[]): void {
    this.#questions.set(kind, [...(this.#questions.get(kind) ?? []), ...fates]);
  }

  request(kind: LineRequest): RequestFate {
    return this.#requests.get(kind)?.shift() ?? 'arrives';
  }

  requestDelayMs(): number {
    return this.delayMs;
  }

  telling(what: OrderEvent | BrokerageMessage): TellingFate {
    return this.#tellings.find(({ matches }) => matches(what))?.fate ?? 'arrives';
  }

  /** Asked after `telling`: the script is used up with it. */
  tellingDelayMs(what: OrderEvent | BrokerageMessage): number {
    const index = this.#tellings.findIndex(({ matches }) => matches(what));
    if (index < 0) return this.delayMs;
    return this.#tellings.splice(index, 1)[0]?.delayMs ?? this.delayMs;
  }

  question(kind: LineQuestion): QuestionFate {
    return this.#questions.get(kind)?.shift() ?? 'answered';
  }

  questionDelayMs(): number {
    return this.delayMs;
  }

  staleMs(kind: LineQuestion): number {
    return this.stale.get(kind) ?? 0;
  }
}
