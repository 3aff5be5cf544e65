/** Ids from here on are those of requests. */
const FIRST_REQUEST_ID = 1_000_000_000;

/**
 * The next order id. It never goes back, whatever TWS says: after a restart TWS may give ids again that were used, and then
 * tells of two orders by the same number.
 */
export class OrderIds {
  #next = 1;

  /** Takes ids that follow each other. @returns the first */
  take(count: number): number {
    const first = this.#next;
    this.#next += count;
    return first;
  }

  /** TWS takes none below this one. */
  raiseTo(orderId: number): void {
    if (orderId < FIRST_REQUEST_ID) this.#next = Math.max(this.#next, orderId);
  }

  /** An order of that id was seen, whoever's it is. */
  see(orderId: number): void {
    this.raiseTo(orderId + 1);
  }
}
