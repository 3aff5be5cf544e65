import { TurnQueue } from './turns.ts';

/** What becomes of an order, a cancel or a replacement that was taken. */
export interface DeskFate {
  /** It is `done`, or `rejected` after all, or `stuck` until somebody lets it go on. */
  readonly outcome: 'done' | 'rejected' | 'stuck';
  /** Time until then, ms. */
  readonly delayMs: number;
}

const AT_ONCE: DeskFate = { outcome: 'done', delayMs: 0 };

/** What goes wrong behind the wire, where orders are worked on. */
export class DeskFaults {
  /** Fates of the next orders, in turn; they are done at once when there are none. */
  readonly submissions = new TurnQueue<DeskFate>();
  /** Fates of the next cancels. */
  readonly cancels = new TurnQueue<DeskFate>();
  /** Fates of the next replacements. */
  readonly replacements = new TurnQueue<DeskFate>();
  /** Whether `filled_qty` of a replacement begins with what was filled before. */
  replacementsInherit = true;

  /** Orders, by id, that the next cancel of all misses. */
  readonly failsToCancel = new Set<string>();

  clear(): void {
    this.submissions.clear();
    this.cancels.clear();
    this.replacements.clear();
    this.failsToCancel.clear();
  }

  /** The fate of one that is next in its queue. */
  next(queue: TurnQueue<DeskFate>): DeskFate {
    return queue.take(() => true) ?? AT_ONCE;
  }
}
