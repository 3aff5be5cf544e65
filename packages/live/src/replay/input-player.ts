import { type AlgorithmRun, type DataBatch, NOTHING_YET, type Order, type SecuritySymbol } from '@lockstep/core';
import { batchFromJson } from '../inputs/batch-json.ts';
import { type Decision, differingFields } from '../inputs/decision.ts';
import type { HistoryAnswer, InputLine, PaceLine, SessionStart } from '../inputs/input-line.ts';
import { ReplaySegment } from './replay-segment.ts';

/** Where a replay takes another way than the session. */
export interface Deviation {
  /** What the session did; null where it did nothing. */
  readonly recorded: Decision | string | null;
  /** What the replay does; null where it does nothing. */
  readonly replayed: Decision | string | null;
  readonly timeMs: number;
}

/** How the play of a record has ended before the engine did. */
export type PlayEnd = { readonly kind: 'deviation'; readonly deviation: Deviation } | { readonly kind: 'cutOff' };

/**
 * Plays a record to an engine: hands it at each of its questions what the session was given at the same one, and compares
 * what it does. The record is read step by step, as the engine asks for its next one.
 */
export class InputPlayer {
  readonly start: SessionStart;
  /** Settles when there is nothing more to compare: at the first deviation, or where the record breaks off. */
  readonly over: Promise<PlayEnd>;
  /** Decisions that were equal so far. */
  decisions = 0;
  /** Slices and pulses so far. */
  step = 0;
  /** Engine time of the last decision or step, epoch ms UTC. */
  timeMs: number;
  /** Why the session ended, and the value of its account; null when its record breaks off. */
  closed: { readonly reason: string; readonly equity: string } | null = null;
  /** Why the record could not be read on; null when it could. */
  damage: string | null = null;
  /** The run ends where the record breaks off. */
  isBrokenOff = false;
  #run!: AlgorithmRun;
  #segment = new ReplaySegment();
  readonly #lines: AsyncGenerator<InputLine>;
  #ahead: PaceLine | null = null;
  #hasEnded = false;
  #end!: (end: PlayEnd) => void;
  readonly #waiting = new Map<number, { resolve(batches: readonly DataBatch[]): void; reject(error: Error): void }>();
  #isAnswering = false;

  private constructor(start: SessionStart, lines: AsyncGenerator<InputLine>) {
    this.start = start;
    this.timeMs = start.startUtc;
    this.#lines = lines;
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Reads the begin of a record; null when there is none. */
  static async open(lines: AsyncGenerator<InputLine>): Promise<InputPlayer | null> {
    const first = await lines.next();
    const line = first.done === true ? null : first.value;
    if (line === null || line[0] !== 'start') return null;
    const player = new InputPlayer(line[1], lines);
    await player.#read();
    return player;
  }

  /** The run that it is played to. */
  attach(run: AlgorithmRun): void {
    this.#run = run;
  }

  readonly symbolOf = ({
    ticker,
    type,
    market,
  }: {
    ticker: string;
    type: SecuritySymbol['securityType'];
    market: string;
  }): SecuritySymbol => this.#run.symbol(ticker, type, market);

  readonly orderOf = (id: number): Order | undefined => {
    const { book } = this.#run;
    return (book.get(id) ?? book.heldOf(id))?.order;
  };

  /** What was given in the step under way. */
  get segment(): ReplaySegment {
    return this.#segment;
  }

  /** Reads what belongs to the next step, up to the line that begins the one after it. */
  async #read(): Promise<void> {
    const segment = new ReplaySegment();
    this.#segment = segment;
    this.#ahead = null;
    try {
      for (let next = await this.#lines.next(); next.done !== true; next = await this.#lines.next()) {
        const line = next.value;
        if (line[0] === 'poll' || line[0] === 'slice' || line[0] === 'pulse' || line[0] === 'end') {
          this.#ahead = line;
          return;
        }
        if (line[0] === 'closed') this.closed = { reason: line[1], equity: line[2] };
        else if (line[0] !== 'start') segment.add(line);
      }
    } catch (error) {
      this.damage = error instanceof Error ? error.message : String(error);
    }
    this.#hasEnded = true;
  }

  /** What the pace gave next; an end where the record breaks off. */
  async nextPace(): Promise<PaceLine> {
    await this.#finishStep();
    const line = this.#ahead;
    if (line === null) {
      this.isBrokenOff = true;
      return ['end', null];
    }
    if (line[0] === 'slice' || line[0] === 'pulse') {
      this.step += 1;
      this.timeMs = line[2];
    }
    await this.#read();
    return line;
  }

  /** All that the session did in a step must have been done by its end. */
  async #finishStep(): Promise<void> {
    const missed = this.#segment.decisions[0];
    if (missed !== undefined && !this.#isCutOff) void this.deviate(missed.decision, null);
    const report = this.#segment.firstUntaken;
    if (report !== null && !this.#isCutOff) void this.deviate(`took in ${report}`, 'did not look into its inbox then');
    for (const { number, answer } of this.#segment.lateAnswers.splice(0)) {
      this.#answer(number, answer);
      await new Promise(setImmediate);
    }
  }

  /** The step under way is the last one of a record that breaks off: what follows in it is not known. */
  get #isCutOff(): boolean {
    return this.#hasEnded && this.closed === null;
  }

  /** There is nothing more to compare with. */
  breakOff(): Promise<never> {
    this.#end({ kind: 'cutOff' });
    return new Promise(() => undefined);
  }

  /** The replay does something else than the session. */
  deviate(recorded: Deviation['recorded'], replayed: Deviation['replayed']): Promise<never> {
    const timeMs = typeof replayed === 'object' && replayed !== null ? replayed.timeMs : this.timeMs;
    this.#end({ kind: 'deviation', deviation: { recorded, replayed, timeMs } });
    return new Promise(() => undefined);
  }

  /** Compares what the engine does with what it did then; a promise that never settles when that differs. */
  compare(now: Decision): Promise<void> {
    // What an early end leads to was never decided.
    if (this.isBrokenOff) return Promise.resolve();
    const next = this.#segment.decisions.shift();
    if (next === undefined) return this.#isCutOff ? this.breakOff() : this.deviate(null, now);
    if (differingFields(next.decision, now).length > 0) return this.deviate(next.decision, now);
    this.decisions += 1;
    return Promise.resolve();
  }

  /** Compares an error of a handler, and says whether the run went on after it. */
  compareFailure(now: Decision): boolean {
    const goesOn = this.#segment.decisions[0]?.goesOn ?? false;
    void this.compare(now);
    return goesOn;
  }

  /** At the end of the run nothing must be left. @returns whether the record was played to its end */
  async finish(): Promise<boolean> {
    await this.#finishStep();
    if (this.#ahead !== null) void this.deviate(`went on with a ${this.#ahead[0]}`, 'has ended');
    return this.closed !== null;
  }

  /** A subscription that was asked for, by its number. */
  subscribe(number: number, request: string): void {
    this.#requireSame(this.#segment.subscriptions.get(number), request, 'subscribed to');
  }

  /** What a subscription got when it was asked for data. */
  dataOf(number: number): DataBatch | null | typeof NOTHING_YET {
    const batch = this.#segment.dataOf(number);
    if (batch === undefined) return NOTHING_YET;
    return batch === null ? null : batchFromJson(batch, this.symbolOf);
  }

  /** The answer to a request for history, by its number; at once where it came at once. */
  history(number: number, request: string): readonly DataBatch[] | Promise<readonly DataBatch[]> {
    const asked = this.#segment.histories.get(number);
    if (!this.#requireSame(asked?.request, request, 'asked for the history')) return new Promise(() => undefined);
    const answer = asked?.answer ?? null;
    if (answer !== null) return this.#batchesOf(answer);
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      void this.#answerInOrder();
    });
  }

  #requireSame(recorded: string | undefined, now: string, what: string): boolean {
    if (recorded === now) return true;
    if (recorded === undefined && this.#isCutOff) void this.breakOff();
    else void this.deviate(recorded === undefined ? null : `${what} ${recorded}`, `${what} ${now}`);
    return false;
  }

  /** Answers come in the order of the record, each once the engine has done with the one before. */
  async #answerInOrder(): Promise<void> {
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    const { answers } = this.#segment;
    for (let next = answers[0]; next !== undefined && this.#waiting.has(next.number); next = answers[0]) {
      await new Promise(setImmediate);
      answers.shift();
      this.#answer(next.number, next.answer);
    }
    this.#isAnswering = false;
    if (this.#isCutOff && answers.length === 0 && this.#waiting.size > 0) void this.breakOff();
  }

  #answer(number: number, answer: HistoryAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(this.#batchesOf(answer));
  }

  #batchesOf(answer: HistoryAnswer): readonly DataBatch[] {
    if ('error' in answer) throw new Error(answer.error);
    return answer.batches.map((batch) => batchFromJson(batch, this.symbolOf));
  }
}
