import type { SecuritySymbol } from '../market/symbol.ts';
import { DualSymbolIndicator } from './dual-symbol-indicator.ts';
import { type Named, splitName } from './named.ts';
import type { NumberWindow } from './number-window.ts';

/** Kinds of correlation: of the closes themselves, or of their ranks; LEAN's numbers. */
export const CorrelationType = { Pearson: 0, Spearman: 1 } as const;
export type CorrelationType = (typeof CorrelationType)[keyof typeof CorrelationType];

/** Correlation of the closes of two securities over the last `period` bars, −1 to 1; zero while one of them stands still. */
export class Correlation extends DualSymbolIndicator {
  readonly #type: CorrelationType;

  /** @throws LockstepError `INDICATOR_INVALID` for a period below 2 */
  constructor(
    ...args: Named<
      [targetSymbol: SecuritySymbol, referenceSymbol: SecuritySymbol, period: number, correlationType?: CorrelationType]
    >
  ) {
    const [name, target, reference, period, type = CorrelationType.Pearson] = splitName(args);
    super(name ?? `Correlation(${period})`, { target, reference }, { period, kept: period, warmUp: period });
    this.#type = type;
  }

  override get isReady(): boolean {
    return this.targetCloses.isFull && this.referenceCloses.isFull;
  }

  protected override compute(): number {
    const asked = this.#type === CorrelationType.Pearson ? numbersOf : ranksOf;
    return pearson(asked(this.targetCloses), asked(this.referenceCloses));
  }
}

function numbersOf(window: NumberWindow): number[] {
  return Array.from({ length: window.count }, (_, i) => window.at(i));
}

/** Ranks from 1 up; equal numbers share the mean of theirs. */
function ranksOf(window: NumberWindow): number[] {
  const numbers = numbersOf(window);
  const order = numbers.map((_, i) => i).sort((left, right) => (numbers[left] as number) - (numbers[right] as number));
  const ranks = Array.from({ length: numbers.length }, () => 0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && numbers[order[to] as number] === numbers[order[from] as number]) to++;
    for (let i = from; i < to; i++) ranks[order[i] as number] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

function pearson(left: readonly number[], right: readonly number[]): number {
  const leftMean = left.reduce((sum, value) => sum + value, 0) / left.length;
  const rightMean = right.reduce((sum, value) => sum + value, 0) / right.length;
  let covariance = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  left.forEach((value, i) => {
    const leftDeviation = value - leftMean;
    const rightDeviation = (right[i] as number) - rightMean;
    covariance += leftDeviation * rightDeviation;
    leftSquares += leftDeviation ** 2;
    rightSquares += rightDeviation ** 2;
  });
  const correlation = covariance / Math.sqrt(leftSquares * rightSquares);
  return Number.isFinite(correlation) ? correlation : 0;
}
