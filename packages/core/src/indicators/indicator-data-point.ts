/** What an indicator with one input takes: a bar, or another indicator's point. */
export interface ValueInput {
  /** Epoch ms UTC. */
  readonly endTimeMs: number;
  readonly value: number;
}

/** What an indicator on bars takes. */
export interface BarInput extends ValueInput {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** What an indicator on trades takes. */
export interface TradeBarInput extends BarInput {
  readonly volume: number;
}

/** Time of an indicator's value before its first update: 0001-01-01, as in LEAN. */
export const BEFORE_FIRST_UPDATE = -62_135_596_800_000;

/** A value of an indicator and the end of the input that made it. */
export class IndicatorDataPoint implements ValueInput {
  /** Epoch ms UTC. */
  readonly timeMs: number;
  readonly value: number;

  constructor(timeMs: number, value: number) {
    this.timeMs = timeMs;
    this.value = value;
  }

  get endTimeMs(): number {
    return this.timeMs;
  }
}
