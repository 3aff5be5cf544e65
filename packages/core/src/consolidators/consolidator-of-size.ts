import { RangeBar } from '../market/range-bar.ts';
import { RenkoBar, VolumeRenkoBar } from '../market/renko-bar.ts';
import type { Consolidator } from './consolidator.ts';
import { RangeConsolidator } from './range-consolidator.ts';
import { RenkoConsolidator } from './renko-consolidator.ts';
import { VolumeRenkoConsolidator } from './volume-renko-consolidator.ts';

/**
 * The consolidator of bars that have a size instead of a length: `RenkoBar` by price, `VolumeRenkoBar` by volume,
 * `RangeBar` by price steps. Null for other kinds of bars.
 *
 * @throws LockstepError `CONSOLIDATOR_INVALID` unless the size is above zero, and whole for ranges
 */
export function consolidatorOfSize(type: unknown, size: unknown): Consolidator | null {
  if (type === RenkoBar) return new RenkoConsolidator(size as number);
  if (type === VolumeRenkoBar) return new VolumeRenkoConsolidator(size as number);
  if (type === RangeBar) return new RangeConsolidator(size as number);
  return null;
}
