import { type DataBatch, DataKind } from '../market/data-batch.ts';
import { QuoteSideCarrier } from './building/quote-side-carrier.ts';
import { NOTHING_YET, type SubscriptionSource } from './data-feed.ts';

/** How a step to the next row or item went. */
export const Step = { Moved: 0, Ended: 1, Waiting: 2, Pending: 3 } as const;
export type Step = (typeof Step)[keyof typeof Step];

const NO_TIMES = new Float64Array(0);

/** The rows of a source, one after the other, whatever batches they come in. */
export class SourceRows {
  /** The batch reached; null before the first. */
  batch: DataBatch | null = null;
  /** The row reached in it. */
  row = -1;
  /** Number of rows in the batch; zero at the end. */
  length = 0;
  /** Start and end of each row in the batch, epoch ms UTC; both the instant of a corporate event. */
  times: Float64Array = NO_TIMES;
  ends: Float64Array = NO_TIMES;
  private readonly source: SubscriptionSource;
  private readonly sides: QuoteSideCarrier | null;
  private waitingFor: ReturnType<SubscriptionSource['next']> = null;
  private hasEnded = false;
  private isClosed = false;

  /** @param carriesSides quotes with one side only take the other from the quote before */
  constructor(source: SubscriptionSource, carriesSides: boolean) {
    this.source = source;
    this.sides = carriesSides ? new QuoteSideCarrier() : null;
  }

  /** The batch reached holds corporate events. */
  get isEvents(): boolean {
    return this.batch?.kind === DataKind.Auxiliary;
  }

  /** Goes to the next row. After `Waiting` the source's answer has to be awaited first. */
  move(): Step {
    while (this.row + 1 >= this.length) {
      if (this.hasEnded) return Step.Ended;
      const next = this.source.next();
      if (next === NOTHING_YET) return Step.Pending;
      if (next instanceof Promise) {
        this.waitingFor = next;
        return Step.Waiting;
      }
      this.open(next);
    }
    this.row++;
    return Step.Moved;
  }

  /**
   * The last of the rows that follow the one reached directly: each lasts an increment, begins where the one before ends,
   * and ends by an instant (epoch ms UTC).
   */
  lastOfRun(incrementMs: number, untilUtc: number): number {
    const { times, ends, length } = this;
    let last = this.row;
    let end = ends[last] as number;
    for (let next = last + 1; next < length && times[next] === end; next += 1) {
      end += incrementMs;
      if (ends[next] !== end || end > untilUtc) break;
      last = next;
    }
    return last;
  }

  /** Takes in the answer that `move` has left to be awaited. */
  async wait(): Promise<void> {
    const batch = await this.waitingFor;
    this.waitingFor = null;
    if (batch !== NOTHING_YET) this.open(batch);
  }

  /** Ends the rows and releases the source. */
  close(): void {
    this.hasEnded = true;
    this.length = 0;
    if (this.isClosed) return;
    this.isClosed = true;
    this.source.close();
  }

  /** Takes the source's next batch, or its end. */
  private open(batch: DataBatch | null): void {
    if (batch === null || this.isClosed) {
      this.hasEnded = true;
      this.length = 0;
      return;
    }
    this.row = -1;
    this.length = batch.length;
    if (batch.kind === DataKind.Auxiliary) {
      this.batch = batch;
      this.times = this.ends = Float64Array.from(batch.events, (event) => event.timeMs);
      return;
    }
    const bars = this.sides !== null && batch.kind === DataKind.QuoteBar ? this.sides.carry(batch) : batch;
    this.batch = bars;
    this.times = bars.time;
    this.ends = bars.endTime;
  }
}
