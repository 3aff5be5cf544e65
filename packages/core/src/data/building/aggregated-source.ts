import { rowsThatEnd } from '../../market/batch-rows.ts';
import { type BarBatch, type DataBatch, DataKind, type PriceBatch } from '../../market/data-batch.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { Clock, Timer } from '../../time/clock.ts';
import {
  type FeedStatus,
  type HistoryProvider,
  NOTHING_YET,
  type SubscriptionRequest,
  type SubscriptionSource,
} from '../data-feed.ts';
import { MissedSpan } from '../filling/missed-span.ts';
import { PushSource } from '../push-source.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';
import { BarBuilder } from './bar-builder.ts';

/** How bars are made of a stream. */
export interface AggregationTimes {
  /** How long after its end data of a bar is waited for, ms. */
  readonly graceMs: number;
  /** How long after its end a bar is to be had from history, ms. */
  readonly historyDelayMs: number;
  /** How long a bar that is due waits for the history of what was missed of it, ms. */
  readonly patienceMs: number;
}

/** What a source of built bars is made of. */
export interface AggregatedSourceOptions {
  readonly request: SubscriptionRequest;
  /** The stream, from now on. */
  readonly stream: SubscriptionSource;
  /** Bars of the length that missed spans are asked for; those asked for are made of them. */
  readonly partConfig: SubscriptionDataConfig;
  readonly history: HistoryProvider;
  readonly clock: Clock;
  readonly times: AggregationTimes;
  /** There may be something to take. */
  readonly onArrival: () => void;
  readonly onStatus: (status: FeedStatus) => void;
  readonly onClose: () => void;
}

/** A span whose bars wait for history, and what the stream has shown of it. */
interface Gap {
  readonly span: MissedSpan;
  readonly seen: BarBuilder;
}

/**
 * Bars that are made of a stream of ticks or shorter bars. The past comes from history, up to the bar that is under way;
 * of that one, and of those during which the stream was down, whatever the stream has not shown as a whole comes from
 * history too, in bars of `partConfig`. Where history does not answer in time, what was seen has to do.
 */
export class AggregatedSource implements SubscriptionSource {
  readonly #options: AggregatedSourceOptions;
  readonly #output: PushSource;
  readonly #parts: BarBuilder;
  /** Makes the bars asked for of the parts; null where these are the same. */
  readonly #whole: BarBuilder | null;
  #gaps: Gap[] = [];
  /** Since when the stream is down, epoch ms UTC; infinity while it is up. */
  #downSinceUtc = Number.POSITIVE_INFINITY;
  #lastRowUtc: number;
  #waiting: Promise<void> | null = null;
  #timer: Timer | null = null;
  #hasEnded = false;
  /** Something was handed over that nobody has been told of yet. */
  #hasNews = false;
  #isClosed = false;

  constructor(options: AggregatedSourceOptions) {
    this.#options = options;
    const { request, partConfig, clock, times } = options;
    this.#parts = new BarBuilder(partConfig);
    this.#whole = partConfig === request.config ? null : new BarBuilder(request.config);
    const now = clock.utcNow();
    this.#lastRowUtc = now;
    const underWayUtc = this.#startOfBar(now);
    // A bar that has just ended is in the history only after a while.
    const askUtc = Math.max(now, underWayUtc + times.historyDelayMs);
    const history = request.startUtc < underWayUtc ? this.#past(underWayUtc, askUtc) : null;
    this.#output = new PushSource(history, () => this.#close());
    this.#miss(underWayUtc, now);
  }

  /** Start of the bar asked for that an instant lies in; the instant itself in the night between daily bars. */
  #startOfBar(utcMs: number): number {
    const { grid } = this.#whole ?? this.#parts;
    const startUtc = grid.startOf(utcMs);
    return utcMs < grid.endOf(startUtc) ? startUtc : utcMs;
  }

  async #past(untilUtc: number, askUtc: number): Promise<readonly DataBatch[]> {
    const { request, history, clock } = this.#options;
    if (askUtc > clock.utcNow()) await new Promise<void>((resolve) => clock.at(askUtc, resolve));
    const batches = await history.getHistory({ ...request, endUtc: untilUtc });
    // Brokers add the bar that is under way.
    return batches.map((batch) => rowsThatEnd(batch, Number.NEGATIVE_INFINITY, untilUtc));
  }

  /** The stream may have something. */
  look(): void {
    this.#hasNews = false;
    this.#takeStream();
    this.#finishDue();
    if (this.#hasNews) this.#options.onArrival();
  }

  next(): ReturnType<SubscriptionSource['next']> {
    this.#takeStream();
    this.#finishDue();
    const answer = this.#output.next();
    return answer === NOTHING_YET && this.#isDrained ? null : answer;
  }

  /** The stream is over, and all that came of it has been given. */
  get #isDrained(): boolean {
    if (!this.#hasEnded || this.#gaps.length > 0) return false;
    return this.#parts.isEmpty && (this.#whole === null || this.#whole.isEmpty);
  }

  close(): void {
    this.#output.close();
  }

  get symbol(): SecuritySymbol {
    return this.#options.request.config.symbol;
  }

  /** The stream had stopped without a word, and goes on. */
  missed(): void {
    this.disconnected();
    this.reconnected();
  }

  /** The stream has stopped. */
  disconnected(): void {
    if (this.#downSinceUtc !== Number.POSITIVE_INFINITY) return;
    // It may have been dead for a while before that was noticed.
    const now = this.#options.clock.utcNow();
    this.#downSinceUtc = this.#parts.grid.startOf(Math.min(now, this.#lastRowUtc));
  }

  /** The stream goes on. */
  reconnected(): void {
    const fromUtc = this.#downSinceUtc;
    if (fromUtc === Number.POSITIVE_INFINITY) return;
    this.#takeStream();
    this.#downSinceUtc = Number.POSITIVE_INFINITY;
    this.#miss(fromUtc, this.#options.clock.utcNow());
  }

  #takeStream(): void {
    if (this.#waiting !== null || this.#hasEnded) return;
    for (;;) {
      const batch = this.#options.stream.next();
      if (batch === NOTHING_YET) return;
      if (batch instanceof Promise) {
        this.#waiting = this.#takeLater(batch);
        return;
      }
      this.#take(batch);
      if (batch === null) return;
    }
  }

  async #takeLater(answer: Promise<DataBatch | null | typeof NOTHING_YET>): Promise<void> {
    const batch = await answer;
    this.#waiting = null;
    if (batch !== NOTHING_YET) this.#take(batch);
    this.#options.onArrival();
  }

  #take(batch: DataBatch | null): void {
    if (batch === null) {
      this.#hasEnded = this.#hasNews = true;
    } else if (batch.kind === DataKind.Auxiliary) {
      this.#push(batch);
    } else {
      for (let row = 0; row < batch.length; row += 1) {
        this.#lastRowUtc = Math.max(this.#lastRowUtc, batch.time[row]!);
        this.#builderOf(batch, row).add(batch, row);
      }
    }
  }

  #builderOf(batch: PriceBatch, row: number): BarBuilder {
    if (this.#gaps.length === 0) return this.#parts;
    const time = batch.time[row]!;
    const gap = this.#gaps.find(({ span }) => time >= span.fromUtc && time < span.untilUtc);
    if (gap === undefined) return this.#parts;
    const isWhole = time === gap.span.fromUtc && batch.endTime[row] === gap.span.untilUtc;
    if (!isWhole) return gap.seen;
    // The stream's own bar of it has come after all.
    gap.span.cancel();
    this.#gaps = this.#gaps.filter((each) => each !== gap);
    return this.#parts;
  }

  /** Asks for what the stream has not shown since an instant: of the bars that have ended, of that under way, of its part under way. */
  #miss(fromUtc: number, now: number): void {
    const { partConfig, times } = this.#options;
    const { grid } = this.#parts;
    const partUtc = grid.startOf(now);
    const bounds = [fromUtc, Math.max(fromUtc, this.#startOfBar(now)), Math.max(fromUtc, partUtc)];
    if (partUtc < now && now < grid.endOf(partUtc)) bounds.push(grid.endOf(partUtc));
    for (const [index, startUtc] of bounds.entries()) {
      const endUtc = bounds[index + 1] ?? startUtc;
      if (startUtc >= endUtc || !grid.isOpenBetween(startUtc, endUtc)) continue;
      const seen = new BarBuilder(partConfig);
      this.#parts.moveTo(seen, startUtc, endUtc);
      const askUtc = Math.max(now, endUtc + times.historyDelayMs);
      const dueUtc = this.#endOfBar(endUtc - 1) + times.graceMs;
      const span = new MissedSpan({
        ...this.#options,
        config: partConfig,
        fromUtc: startUtc,
        untilUtc: endUtc,
        askUtc,
        giveUpUtc: Math.max(askUtc, dueUtc) + times.patienceMs,
        onDone: (done, answer) => this.#fill(done, answer),
      });
      this.#gaps.push({ span, seen });
    }
  }

  #endOfBar(utcMs: number): number {
    const { grid } = this.#whole ?? this.#parts;
    return grid.endOf(grid.startOf(utcMs));
  }

  #fill(span: MissedSpan, answer: readonly DataBatch[] | string): void {
    const gap = this.#gaps.find((each) => each.span === span)!;
    this.#gaps = this.#gaps.filter((each) => each !== gap);
    const { fromUtc, untilUtc } = span;
    const bars = typeof answer === 'string' ? [] : answer;
    let isAnswered = false;
    for (const batch of bars) {
      if (batch.kind === DataKind.Auxiliary) continue;
      const rows = rowsThatEnd(batch, fromUtc, untilUtc);
      for (let row = 0; row < rows.length; row += 1) this.#parts.add(rows, row);
      isAnswered ||= rows.length > 0;
    }
    if (!isAnswered && (typeof answer === 'string' || !gap.seen.isEmpty)) {
      const { symbol } = this.#options.request.config;
      const reason = typeof answer === 'string' ? answer : 'history has no data of it';
      this.#options.onStatus({ kind: 'incomplete', symbol, fromUtc, untilUtc, reason });
    }
    if (!isAnswered) gap.seen.moveTo(this.#parts, fromUtc, untilUtc);
    this.#options.onArrival();
  }

  /** Instant up to which all parts have come or will not come any more, epoch ms UTC. */
  #settledUtc(now: number): number {
    let settled = Math.min(now - this.#options.times.graceMs, this.#downSinceUtc);
    for (const { span } of this.#gaps) settled = Math.min(settled, span.fromUtc);
    return settled;
  }

  #finishDue(): void {
    const now = this.#options.clock.utcNow();
    const settled = this.#settledUtc(now);
    const open = this.#gaps.reduce((first, { span }) => Math.min(first, span.fromUtc), this.#downSinceUtc);
    let doneUtc = settled;
    for (;;) {
      const endUtc = this.#parts.firstEndUtc;
      const isAtHand = this.#parts.isFirstWhole && endUtc <= now && endUtc <= open;
      if (!(endUtc <= settled || isAtHand)) break;
      doneUtc = Math.max(doneUtc, endUtc);
      this.#hand(this.#parts.finishFirst());
    }
    while (this.#whole !== null && this.#whole.firstEndUtc <= doneUtc) this.#give(this.#whole.finishFirst());
    this.#wakeUp(now);
  }

  #hand(part: BarBatch | null): void {
    if (part === null) return;
    if (this.#whole === null) this.#give(part);
    else this.#whole.add(part, 0);
  }

  #give(bar: BarBatch | null): void {
    if (bar !== null && bar.endTime[0]! >= this.#options.request.startUtc) this.#push(bar);
  }

  #push(batch: DataBatch): void {
    this.#hasNews = true;
    this.#output.push(batch);
  }

  /** Comes back when the next bar is due. */
  #wakeUp(now: number): void {
    this.#timer?.cancel();
    this.#timer = null;
    const { clock, times, onArrival } = this.#options;
    const partDue = this.#parts.firstEndUtc + (this.#parts.isFirstWhole ? 0 : times.graceMs);
    const wholeDue = (this.#whole?.firstEndUtc ?? Number.POSITIVE_INFINITY) + times.graceMs;
    // What is due already waits for history.
    const dueUtc = Math.min(...[partDue, wholeDue].filter((utcMs) => utcMs > now));
    if (dueUtc !== Number.POSITIVE_INFINITY && !this.#isClosed) this.#timer = clock.at(dueUtc, onArrival);
  }

  #close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    for (const { span } of this.#gaps) span.cancel();
    this.#gaps = [];
    this.#options.stream.close();
    this.#options.onClose();
  }
}
