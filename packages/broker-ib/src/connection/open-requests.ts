import type { Clock, Timer } from '@lockstep/core';
import type { IBApi } from '@stoqey/ib';
import { isHarmless } from './ib-errors.ts';
import type { AnswerName, IbEventName, IbEvents, IbNotice } from './ib-events.ts';
import { IbFailure } from './ib-failure.ts';
import type { Lane } from './message-budget.ts';

/** A question to TWS with an id, and how its answer is told. */
export interface IbRequest<E extends AnswerName> {
  /** What it is, for messages. */
  readonly name: string;
  readonly send: (api: IBApi, reqId: number) => void;
  /** The event of which the answer consists. */
  readonly item: E;
  /** The event after which nothing more comes. */
  readonly end?: AnswerName | undefined;
  /** The item after which nothing more comes; it is part of the answer. */
  readonly isLast?: ((...values: IbEvents[E]) => boolean) | undefined;
  /** Takes the question back when nobody waits for it any more. */
  readonly cancel?: ((api: IBApi, reqId: number) => void) | undefined;
  /** @defaultValue data */
  readonly lane?: Lane | undefined;
  /** @defaultValue 10 000 */
  readonly deadlineMs?: number | undefined;
}

/** A question without an id: one of its kind at a time. */
export interface IbQuestion {
  readonly name: string;
  readonly send: (api: IBApi) => void;
  /** Told whatever belongs to the answer. */
  readonly on: { readonly [E in IbEventName]?: (...values: IbEvents[E]) => void };
  /** The event after which nothing more comes. */
  readonly end: IbEventName;
  /** Whether that event ends this one. @defaultValue always */
  readonly isEnd?: ((...values: never[]) => boolean) | undefined;
  /** @defaultValue orders */
  readonly lane?: Lane | undefined;
  /** @defaultValue 10 000 */
  readonly deadlineMs?: number | undefined;
}

/** A question that was asked and has no end. */
interface Open {
  readonly name: string;
  readonly reqId: number | null;
  take(event: IbEventName, values: readonly unknown[]): void;
  fail(failure: IbFailure): void;
}

const DEADLINE_MS = 10_000;

/** Questions that wait for their answers; each ends by its answer, a refusal, its deadline, or the end of the connection. */
export class OpenRequests {
  readonly #clock: Clock;
  readonly #open = new Set<Open>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#open.size;
  }

  /** @param onLate nobody waits for it any more */
  request<E extends AnswerName>(
    request: IbRequest<E>,
    reqId: number,
    onLate: () => void,
  ): { readonly answer: Promise<readonly IbEvents[E][]>; readonly fail: (failure: IbFailure) => void } {
    const items: IbEvents[E][] = [];
    const { item, end, isLast, name, deadlineMs } = request;
    return this.#add<readonly IbEvents[E][]>(name, reqId, deadlineMs, onLate, (event, values, done) => {
      if (values[0] !== reqId && String(values[0]) !== String(reqId)) return;
      if (event === item) {
        items.push(values as unknown as IbEvents[E]);
        if (isLast?.(...(values as unknown as IbEvents[E])) === true) done(items);
      } else if (event === end) done(items);
    });
  }

  question(question: IbQuestion): {
    readonly answer: Promise<void>;
    readonly fail: (failure: IbFailure) => void;
  } {
    const { on, end, isEnd, name, deadlineMs } = question;
    return this.#add<void>(
      name,
      null,
      deadlineMs,
      () => undefined,
      (event, values, done) => {
        const take = on[event] as ((...values: readonly unknown[]) => void) | undefined;
        take?.(...values);
        if (event === end && (isEnd === undefined || isEnd(...(values as never[])))) done();
      },
    );
  }

  #add<T>(
    name: string,
    reqId: number | null,
    deadlineMs: number | undefined,
    onLate: () => void,
    take: (event: IbEventName, values: readonly unknown[], done: (answer: T) => void) => void,
  ): { readonly answer: Promise<T>; readonly fail: (failure: IbFailure) => void } {
    let timer: Timer | null = null;
    let resolve!: (answer: T) => void;
    let reject!: (failure: IbFailure) => void;
    const answer = new Promise<T>((onDone, onFail) => {
      resolve = onDone;
      reject = onFail;
    });
    const close = (): boolean => {
      timer?.cancel();
      return this.#open.delete(open);
    };
    const done = (value: T): void => {
      if (close()) resolve(value);
    };
    const open: Open = {
      name,
      reqId,
      take: (event, values) => take(event, values, done),
      fail: (failure) => {
        if (close()) reject(failure);
      },
    };
    this.#open.add(open);
    const waitMs = deadlineMs ?? DEADLINE_MS;
    timer = this.#clock.at(this.#clock.utcNow() + waitMs, () => {
      open.fail(new IbFailure('silent', `TWS did not answer ${name} in full within ${waitMs / 1_000} s.`));
      onLate();
    });
    return { answer, fail: (failure) => open.fail(failure) };
  }

  take(event: IbEventName, values: readonly unknown[]): void {
    for (const open of this.#open) open.take(event, values);
  }

  /** @returns whether it was about one of them */
  notice({ id, code, text }: IbNotice): boolean {
    const open = [...this.#open].find(({ reqId }) => reqId === id);
    if (open === undefined) return false;
    if (!isHarmless(code)) open.fail(new IbFailure('refused', text, code));
    return true;
  }

  /** None of them is going to be answered. */
  lose(reason: string): void {
    for (const open of this.#open)
      open.fail(new IbFailure('lost', `The connection to TWS ended before ${open.name} was answered: ${reason}.`));
  }
}
