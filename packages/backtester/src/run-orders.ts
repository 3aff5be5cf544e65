import type { EngineOutcome, Order } from '@lockstep/core';

/** The orders of a run that is over. Most are kept as numbers and are made when they are asked for: here once for all. */
export class RunOrders {
  /** By ascending id. */
  readonly all: readonly Order[];
  readonly #book: EngineOutcome['run']['book'];

  constructor({ run }: EngineOutcome) {
    this.#book = run.book;
    this.all = run.book.all();
  }

  /** An order by its id; undefined when the run has none. */
  find(id: number): Order | undefined {
    // Ids begin at 1, and most runs leave none out.
    const order = this.all[id - 1];
    return order?.id === id ? order : this.#book.order(id);
  }
}
