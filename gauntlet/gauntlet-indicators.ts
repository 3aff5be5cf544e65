import {
  type Algorithm,
  type AverageTrueRange,
  type BollingerBands,
  Decimal,
  type ExponentialMovingAverage,
  type Indicator,
  type MovingAverageConvergenceDivergence,
  type RelativeStrengthIndex,
  type SecuritySymbol,
  type SimpleMovingAverage,
} from '@lockstep/core';

/** Decimals with which values take part in the vote. */
const VOTE_DECIMALS = 6;
const FIFTY = Decimal.fromInteger(50);

/** The indicators of a family on its first security. */
export class GauntletIndicators {
  readonly #macd: MovingAverageConvergenceDivergence;
  readonly #bands: BollingerBands;
  readonly #sma: SimpleMovingAverage;
  readonly #ema: ExponentialMovingAverage;
  readonly #rsi: RelativeStrengthIndex;
  readonly #atr: AverageTrueRange;

  constructor(algorithm: Algorithm, symbol: SecuritySymbol) {
    this.#macd = algorithm.macd(symbol, 12, 26, 9);
    this.#bands = algorithm.bb(symbol, 20, 2);
    this.#sma = algorithm.sma(symbol, 20);
    this.#ema = algorithm.ema(symbol, 12);
    this.#rsi = algorithm.rsi(symbol, 14);
    this.#atr = algorithm.atr(symbol, 14);
  }

  /** Name, 1 when ready, value of each. */
  state(): unknown[] {
    const named: readonly (readonly [string, Indicator])[] = [
      ['sma20', this.#sma],
      ['ema12', this.#ema],
      ['rsi14', this.#rsi],
      ['atr14', this.#atr],
      ['bbMid', this.#bands.middleBand],
      ['bbUp', this.#bands.upperBand],
      ['bbLow', this.#bands.lowerBand],
      ['macd', this.#macd],
      ['signal', this.#macd.signal],
      ['hist', this.#macd.histogram],
    ];
    return named.map(([name, { isReady, value }]) => [name, isReady ? 1 : 0, Decimal.fromNumber(value).toString()]);
  }

  /** +1 or −1 by how the price stands to the indicators, ready or not. */
  vote(exactPrice: Decimal): 1 | -1 {
    const price = exactPrice.round(VOTE_DECIMALS);
    const bands = price.gt(rounded(this.#bands.upperBand)) ? -1 : price.lt(rounded(this.#bands.lowerBand)) ? 1 : 0;
    const sum =
      isAbove(price, rounded(this.#sma)) +
      isAbove(price, rounded(this.#ema)) +
      isAbove(rounded(this.#rsi), FIFTY) +
      bands +
      isAbove(rounded(this.#macd), rounded(this.#macd.signal));
    return sum > 0 ? 1 : -1;
  }
}

function isAbove(value: Decimal, level: Decimal): 1 | -1 {
  return value.gt(level) ? 1 : -1;
}

function rounded({ value }: Indicator): Decimal {
  return Decimal.fromNumber(value).round(VOTE_DECIMALS);
}
