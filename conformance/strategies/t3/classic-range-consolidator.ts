import { ClassicRangeConsolidator, type RangeBar, type RangeConsolidator } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import RangeConsolidators from './range-consolidator.ts';

/** The same without bars in between, so that each has volume. */
export default class ClassicRangeConsolidators extends RangeConsolidators {
  protected override createConsolidator(): RangeConsolidator {
    return new ClassicRangeConsolidator(this.range);
  }

  protected override check(bar: RangeBar): void {
    super.check(bar);
    requireThat(bar.volume !== 0, 'a bar has no volume');
  }
}
