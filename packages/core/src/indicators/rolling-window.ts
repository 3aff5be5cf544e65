import { LockstepError } from '../errors/lockstep-error.ts';

/**
 * The latest items added, newest first: index 0 is the newest. Reading an index beyond the size grows the window, so
 * that from then on it keeps that many; items not yet there are undefined.
 */
export class RollingWindow<T> {
  #items: (T | undefined)[];
  /** Where the oldest item of a full window lies. */
  #tail: number;
  #size: number;
  #samples: number;
  #mostRecentlyRemoved: T | undefined;

  /** @throws LockstepError `WINDOW_INVALID` for a negative or broken size */
  constructor(size: number) {
    checkSize(size);
    this.#items = [];
    this.#tail = 0;
    this.#size = size;
    this.#samples = 0;
    this.#mostRecentlyRemoved = undefined;
  }

  /** How many items the window keeps; may be set: a smaller size drops the oldest. */
  get size(): number {
    return this.#size;
  }

  set size(size: number) {
    checkSize(size);
    const newestFirst = this.toArray();
    for (let i = size; i < newestFirst.length; i++) this.#mostRecentlyRemoved = newestFirst[i];
    this.#items = newestFirst.slice(0, size).reverse();
    this.#tail = 0;
    this.#size = size;
  }

  /** How many items the window holds now. */
  get count(): number {
    return this.#items.length;
  }

  /** How many items were ever added. */
  get samples(): number {
    return this.#samples;
  }

  /** Whether as many items were added as the window keeps. */
  get isReady(): boolean {
    return this.#samples >= this.#size;
  }

  /** The item that the last addition pushed out. @throws LockstepError `WINDOW_INVALID` if none ever was */
  get mostRecentlyRemoved(): T | undefined {
    if (this.#samples <= this.#size) {
      throw new LockstepError(
        'WINDOW_INVALID',
        `No item has left the window yet: ${this.#samples} of ${this.#size} were added. Check isReady first.`,
      );
    }
    return this.#mostRecentlyRemoved;
  }

  add(item: T | undefined): void {
    this.#samples++;
    if (this.#items.length < this.#size) {
      this.#items.push(item);
    } else if (this.#size > 0) {
      this.#mostRecentlyRemoved = this.#items[this.#tail];
      this.#items[this.#tail] = item;
      this.#tail = this.#tail + 1 === this.#size ? 0 : this.#tail + 1;
    }
  }

  /**
   * The item at an index, 0 the newest; negative indices count from the oldest.
   * @throws LockstepError `WINDOW_INVALID` for a negative index beyond the size
   */
  get(index: number): T | undefined {
    const i = index < 0 ? this.#items.length + this.#fromEnd(index) : index;
    if (i < 0) return undefined;
    if (i >= this.#items.length) {
      if (i >= this.#size) this.size = i + 1;
      return undefined;
    }
    return this.#items[this.#position(i)];
  }

  /** Replaces the item at an index; missing items before it become undefined. @throws LockstepError `WINDOW_INVALID` */
  set(index: number, item: T | undefined): void {
    const i = index < 0 ? this.#size + this.#fromEnd(index) : index;
    if (i >= this.#size) this.size = i + 1;
    while (this.#items.length <= i) this.add(undefined);
    this.#items[this.#position(i)] = item;
  }

  reset(): void {
    this.#items = [];
    this.#tail = 0;
    this.#samples = 0;
    this.#mostRecentlyRemoved = undefined;
  }

  /** The items, newest first. */
  toArray(): (T | undefined)[] {
    return this.#items.map((_, i) => this.#items[this.#position(i)]);
  }

  [Symbol.iterator](): Iterator<T | undefined> {
    return this.toArray()[Symbol.iterator]();
  }

  /** Where the item at an index lies: the oldest is at the tail. */
  #position(index: number): number {
    return (this.#tail + this.#items.length - 1 - index) % this.#items.length;
  }

  #fromEnd(index: number): number {
    if (this.#size + index >= 0) return index;
    throw new LockstepError('WINDOW_INVALID', `Index ${index} is out of range: the window keeps ${this.#size} items.`);
  }
}

function checkSize(size: number): void {
  if (Number.isInteger(size) && size >= 0) return;
  throw new LockstepError(
    'WINDOW_INVALID',
    `A rolling window cannot keep ${size} items; use a whole number from 0 up.`,
  );
}
