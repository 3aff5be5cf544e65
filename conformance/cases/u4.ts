import CustomDataLinkedAddDataCoarseSelection from '../strategies/u4/custom-data-linked-iconic-type-add-data-coarse-selection.ts';
import CustomDataLinkedAddDataOnSecuritiesChanged from '../strategies/u4/custom-data-linked-iconic-type-add-data-on-securities-changed.ts';
import CustomDataUniverse from '../strategies/u4/custom-data-universe.ts';
import CustomDataUniverseScheduled from '../strategies/u4/custom-data-universe-scheduled.ts';
import NoUniverseSelector from '../strategies/u4/no-universe-selector.ts';
import PersistentCustomDataUniverse from '../strategies/u4/persistent-custom-data-universe.ts';
import { tier } from './conformance-case.ts';

/** Universes on custom data, and those that choose custom data. */
export const U4_CASES = tier('U4', [
  ['CustomDataLinkedIconicTypeAddDataCoarseSelectionRegressionAlgorithm', CustomDataLinkedAddDataCoarseSelection],
  [
    'CustomDataLinkedIconicTypeAddDataOnSecuritiesChangedRegressionAlgorithm',
    CustomDataLinkedAddDataOnSecuritiesChanged,
  ],
  ['CustomDataUniverseRegressionAlgorithm', CustomDataUniverse],
  ['CustomDataUniverseScheduledRegressionAlgorithm', CustomDataUniverseScheduled],
  ['NoUniverseSelectorRegressionAlgorithm', NoUniverseSelector],
  ['PersistentCustomDataUniverseRegressionAlgorithm', PersistentCustomDataUniverse],
]);
