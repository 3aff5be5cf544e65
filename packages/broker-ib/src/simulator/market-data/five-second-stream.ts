import { type BarBatch, DataKind } from '@lockstep/core';
import type { Instrument } from '../contracts/instruments.ts';
import type { DataStream } from './data-requests.ts';
import { FIVE_SECONDS_MS, fiveSecondBars } from './five-second-bars.ts';
import { barOf, joinBars, type MarketBar, type PriceSide, regularPart } from './market-bar.ts';

export interface FiveSecondStreamFields {
  readonly reqId: number;
  readonly kind: DataStream['kind'];
  readonly instrument: Instrument;
  readonly side: PriceSide;
  readonly regularHours: boolean;
}

/** Bars of five seconds of what the market shows, however long or short its own bars are. */
export class FiveSecondStream implements DataStream {
  readonly reqId: number;
  readonly kind: DataStream['kind'];
  readonly instrument: Instrument;
  readonly #fields: FiveSecondStreamFields;
  readonly #onBar: (bar: MarketBar) => void;
  #parts: MarketBar[] = [];

  constructor(fields: FiveSecondStreamFields, onBar: (bar: MarketBar) => void) {
    this.reqId = fields.reqId;
    this.kind = fields.kind;
    this.instrument = fields.instrument;
    this.#fields = fields;
    this.#onBar = onBar;
  }

  onBar(batch: BarBatch, row: number): void {
    const { side, regularHours, instrument } = this.#fields;
    const shown = barOf(batch, row, this.#shownSide(batch, side));
    const hours = instrument.security?.exchange.hours;
    if (shown === null || hours === undefined) return;
    const bar = regularHours ? regularPart(shown, hours) : shown;
    if (bar === null) return;
    if (bar.endMs - bar.startMs >= FIVE_SECONDS_MS) for (const part of fiveSecondBars(bar)) this.#onBar(part);
    else this.#collect(bar);
  }

  /** A market without quotes shows its trades on every side. */
  #shownSide(batch: BarBatch, side: PriceSide): PriceSide {
    const hasQuotes = this.instrument.security?.cache.quote !== null;
    return batch.kind === DataKind.TradeBar && !hasQuotes ? 'TRADES' : side;
  }

  /** Puts bars of seconds together. */
  #collect(bar: MarketBar): void {
    const startMs = Math.floor(bar.startMs / FIVE_SECONDS_MS) * FIVE_SECONDS_MS;
    const [first] = this.#parts;
    if (first !== undefined && first.startMs < startMs) this.#finish(first.startMs);
    this.#parts.push(bar);
    if (bar.endMs >= startMs + FIVE_SECONDS_MS) this.#finish(startMs);
  }

  #finish(fromMs: number): void {
    const startMs = Math.floor(fromMs / FIVE_SECONDS_MS) * FIVE_SECONDS_MS;
    const whole = joinBars(this.#parts, startMs, startMs + FIVE_SECONDS_MS);
    this.#parts = [];
    if (whole !== null) this.#onBar(whole);
  }
}
