import { Algorithm, DataNormalizationMode, type Slice, type Split, SplitType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** One share at raw prices through a split: what is left over of a share is paid out, at less than a share's price. */
export default class SplitPartialShare extends Algorithm {
  #cash = 0;
  #last: SplitType | null = null;

  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 9);
    this.universeSettings.dataNormalizationMode = DataNormalizationMode.Raw;
    this.addEquity('AAPL');
  }

  override onData({ splits }: Slice): void {
    for (const split of splits.values) this.#check(split);
    if (this.portfolio.invested) return;
    this.buy('AAPL', 1);
    this.#cash = this.portfolio.cash;
  }

  #check({ splitType, splitFactor, referencePrice }: Split): void {
    requireThat(this.#last === null || this.#last < splitType, `a split event of type ${splitType} came again`);
    this.#last = splitType;
    const paid = this.portfolio.cash - this.#cash;
    const most = splitFactor.times(referencePrice).toNumber();
    const isRight = splitType === SplitType.Warning ? paid === 0 : paid !== 0 && paid < most;
    requireThat(isRight, `${paid} was paid with the split event of type ${splitType}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#last !== null, 'there was no split');
  }
}
