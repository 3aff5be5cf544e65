import { SecurityType } from '@lockstep/core';
import { type DataFileSet, QUOTED } from '../bar-files.ts';

/** How the rows of a series have to look. */
export interface RowRules {
  /** What a row is called in problems. */
  readonly noun: 'bar' | 'tick';
  /** Rows may have the time of the one before. */
  readonly mayShareTime: boolean;
  /** Numbers that follow the time. */
  readonly numbers: number;
  /** Fields may follow the numbers, which need not be any. */
  readonly hasTail: boolean;
  /** What is wrong with the prices of a row. */
  badPrices(numbers: readonly number[]): string[];
  /** Whether it tells of trades in which nothing was traded. */
  isWithoutVolume(numbers: readonly number[]): boolean;
}

export function rowRules(set: DataFileSet): RowRules {
  return set.resolution === 'tick' ? tickRules(set) : barRules(set);
}

function barRules({ kind, securityType }: DataFileSet): RowRules {
  return {
    noun: 'bar',
    mayShareTime: false,
    numbers: kind === 'quote' ? 10 : securityType === SecurityType.Index ? 4 : 5,
    hasTail: false,
    badPrices: (numbers) => badBarPrices(numbers, kind === 'quote'),
    isWithoutVolume: (numbers) => kind === 'trade' && numbers[4] === 0,
  };
}

function badBarPrices(numbers: readonly number[], mayMissSide: boolean): string[] {
  const bad: string[] = [];
  for (let side = 0; side + 3 < numbers.length; side += 5) {
    const prices = numbers.slice(side, side + 4) as [number, number, number, number];
    const [open, high, low, close] = prices;
    if (mayMissSide && prices.every((price) => price === 0)) continue;
    if (low > 0 && high >= Math.max(open, close) && low <= Math.min(open, close)) continue;
    bad.push(`open ${open}, high ${high}, low ${low}, close ${close}`);
  }
  return bad;
}

/** Price and quantity; bid, its size, ask and its size; or bid and ask where there are no sizes. */
function tickRules({ kind, securityType }: DataFileSet): RowRules {
  const hasSizes = !QUOTED.includes(securityType);
  const isQuote = kind === 'quote';
  return {
    noun: 'tick',
    mayShareTime: true,
    numbers: isQuote && hasSizes ? 4 : 2,
    hasTail: true,
    badPrices: (numbers) => {
      if (!isQuote) return numbers[0]! > 0 ? [] : [`price ${numbers[0]}`];
      const [bid, ask] = [numbers[0]!, numbers[hasSizes ? 2 : 1]!];
      // A quote may have one side alone.
      const isGood = bid >= 0 && ask >= 0 && bid + ask > 0 && (bid === 0 || ask === 0 || bid <= ask);
      return isGood ? [] : [`bid ${bid}, ask ${ask}`];
    },
    isWithoutVolume: (numbers) => !isQuote && numbers[1] === 0,
  };
}
