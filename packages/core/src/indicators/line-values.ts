import { BEFORE_FIRST_UPDATE } from './indicator-data-point.ts';

/** A line that must be told of its values one by one, since somebody listens to it or keeps more than two of them. */
interface Follower {
  follow(): void;
}

/** A line that forgets its values with the others. */
interface Resettable {
  reset(): void;
}

/**
 * The last two values of the lines that an indicator computes with each input. They are kept side by side, so that a
 * line costs one number an input and not the work of an indicator; `ComputedLine` shows a line as one.
 */
export class LineValues {
  /** Two rows, the newer one at `newest`: end of the input and a value for each line. */
  readonly rows: Float64Array;
  /** Number of rows so far. */
  count: number;
  newest: number;
  private readonly width: number;
  readonly #lines: Resettable[];
  #columns: number;
  private followers: Follower[] | null;

  /** @param columns of all lines together */
  constructor(columns: number) {
    this.width = columns + 1;
    this.#columns = 0;
    this.rows = new Float64Array(2 * this.width);
    this.count = 0;
    this.newest = 0;
    this.#lines = [];
    this.followers = null;
    this.reset();
  }

  /** Ready from the first row on. */
  get isReady(): boolean {
    return this.count > 0;
  }

  get warmUpPeriod(): number {
    return 1;
  }

  /** Adds a line and tells where in a row its first column is. */
  add(line: Resettable, columns: number): number {
    this.#lines.push(line);
    const first = this.#columns + 1;
    this.#columns += columns;
    return first;
  }

  /** Begins the row of an input and tells where it starts. All values must be written before `finish`. */
  begin(endTimeMs: number): number {
    const start = this.width - this.newest;
    this.newest = start;
    this.count++;
    this.rows[start] = endTimeMs;
    return start;
  }

  /** Shows the row to the lines that must be told. */
  finish(): void {
    if (this.followers !== null) this.tell(this.followers);
  }

  tellAlways(line: Follower): void {
    this.followers = [...(this.followers ?? []), line];
  }

  /** Where the row before the newest starts. */
  get older(): number {
    return this.width - this.newest;
  }

  reset(): void {
    this.rows.fill(0);
    this.rows[0] = BEFORE_FIRST_UPDATE;
    this.rows[this.width] = BEFORE_FIRST_UPDATE;
    this.count = 0;
    for (const line of this.#lines) line.reset();
  }

  private tell(followers: readonly Follower[]): void {
    for (const line of followers) line.follow();
  }
}
