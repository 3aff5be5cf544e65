/** What becomes of a cancel or a replacement that was taken. */
export interface DeskFate {
  /** `carried out`, `rejected` (the order goes on as it was) or `stuck` until somebody lets it go on. */
  readonly outcome: 'done' | 'rejected' | 'stuck';
  /** Time until then, ms. */
  readonly delayMs: number;
}

const AT_ONCE: DeskFate = { outcome: 'done', delayMs: 0 };

/** What goes wrong behind the wire, where orders are worked on. */
export class DeskFaults {
  /** Fates of the next cancels, in turn; at once when there are none. */
  readonly cancels: DeskFate[] = [];
  /** Fates of the next replacements, in turn. */
  readonly replacements: DeskFate[] = [];
  /** Whether `filled_qty` of a replacement begins with what was filled before. */
  replacementsInherit = true;

  /** Orders, by id, that the next cancel of all misses. */
  readonly failsToCancel = new Set<string>();

  clear(): void {
    this.cancels.length = 0;
    this.replacements.length = 0;
    this.failsToCancel.clear();
  }

  nextCancel(): DeskFate {
    return this.cancels.shift() ?? AT_ONCE;
  }

  nextReplacement(): DeskFate {
    return this.replacements.shift() ?? AT_ONCE;
  }
}
