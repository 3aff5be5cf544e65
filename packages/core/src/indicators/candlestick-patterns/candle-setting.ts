import type { Candle } from './candle.ts';

/** What a candle's sizes are compared with: a multiple of the average size of the candles before it. */
export interface CandleSetting {
  /** Which size. */
  readonly size: (candle: Candle) => number;
  /** How many candles before are averaged; 0 for the candle's own size. */
  readonly period: number;
  /** The multiple is `numerator / denominator`. */
  readonly numerator: number;
  readonly denominator: number;
}

const realBody = (candle: Candle): number => candle.body;
const highLow = (candle: Candle): number => candle.range;
const shadows = (candle: Candle): number => candle.upperShadow + candle.lowerShadow;

/** TA-Lib's and LEAN's settings. */
export const CandleSetting = {
  /** A real body is long above the average of the last 10. */
  BodyLong: { size: realBody, period: 10, numerator: 1, denominator: 1 },
  /** A real body is short below the average of the last 10. */
  BodyShort: { size: realBody, period: 10, numerator: 1, denominator: 1 },
  /** A doji has up to a tenth of the average range of the last 10. */
  BodyDoji: { size: highLow, period: 10, numerator: 1, denominator: 10 },
  /** A shadow is long above the candle's own real body. */
  ShadowLong: { size: realBody, period: 0, numerator: 1, denominator: 1 },
  /** A shadow is very long above twice the candle's own real body. */
  ShadowVeryLong: { size: realBody, period: 0, numerator: 2, denominator: 1 },
  /** A shadow is short below half the average of both shadows of the last 10. */
  ShadowShort: { size: shadows, period: 10, numerator: 1, denominator: 2 },
  /** A shadow is very short below a tenth of the average range of the last 10. */
  ShadowVeryShort: { size: highLow, period: 10, numerator: 1, denominator: 10 },
  /** Prices are near within a fifth of the average range of the last 5. */
  Near: { size: highLow, period: 5, numerator: 1, denominator: 5 },
  /** Prices are far beyond three fifths of the average range of the last 5. */
  Far: { size: highLow, period: 5, numerator: 3, denominator: 5 },
  /** Prices are equal within a twentieth of the average range of the last 5. */
  Equal: { size: highLow, period: 5, numerator: 1, denominator: 20 },
} as const satisfies Readonly<Record<string, CandleSetting>>;
