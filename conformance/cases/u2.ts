import AllShortableSymbolsCoarseSelection from '../strategies/u2/all-shortable-symbols-coarse-selection.ts';
import AsynchronousUniverse from '../strategies/u2/asynchronous-universe.ts';
import CoarseFineAsyncUniverse from '../strategies/u2/coarse-fine-async-universe.ts';
import CoarseFineFundamental from '../strategies/u2/coarse-fine-fundamental.ts';
import CoarseFundamentalImmediateSelection from '../strategies/u2/coarse-fundamental-immediate-selection.ts';
import CoarseFundamentalTop3 from '../strategies/u2/coarse-fundamental-top-3.ts';
import CoarseNoLookAheadBias from '../strategies/u2/coarse-no-look-ahead-bias.ts';
import CoarseSelectionTime from '../strategies/u2/coarse-selection-time.ts';
import CoarseSelectionsAutomaticSeed from '../strategies/u2/coarse-selections-automatic-seed.ts';
import FundamentalAlgorithm from '../strategies/u2/fundamental.ts';
import FundamentalCustomSelectionTime from '../strategies/u2/fundamental-custom-selection-time.ts';
import FundamentalCustomSelectionTimeWarmup from '../strategies/u2/fundamental-custom-selection-time-warmup.ts';
import FundamentalUniverseSelection from '../strategies/u2/fundamental-universe-selection.ts';
import MultipleUniverseSelectionOrder from '../strategies/u2/multiple-universe-selection-order.ts';
import UniverseSelected from '../strategies/u2/universe-selected.ts';
import UniverseSelection from '../strategies/u2/universe-selection.ts';
import UniverseSelectionDefinitions from '../strategies/u2/universe-selection-definitions.ts';
import WarmupLowerResolutionSelection from '../strategies/u2/warmup-lower-resolution-selection.ts';
import WarmupSelection from '../strategies/u2/warmup-selection.ts';
import WarmupSelectionBarCount from '../strategies/u2/warmup-selection-bar-count.ts';
import YearlyUniverseSelectionSchedule from '../strategies/u2/yearly-universe-selection-schedule.ts';
import { tier } from './conformance-case.ts';

/** Universes on coarse and fundamental files. */
export const U2_CASES = tier('U2', [
  ['AllShortableSymbolsCoarseSelectionRegressionAlgorithm', AllShortableSymbolsCoarseSelection],
  ['AsynchronousUniverseRegressionAlgorithm', AsynchronousUniverse],
  ['CoarseFineAsyncUniverseRegressionAlgorithm', CoarseFineAsyncUniverse, { status: 'Running' }],
  ['CoarseFineFundamentalRegressionAlgorithm', CoarseFineFundamental],
  ['CoarseFundamentalImmediateSelectionRegressionAlgorithm', CoarseFundamentalImmediateSelection],
  ['CoarseFundamentalTop3Algorithm', CoarseFundamentalTop3],
  ['CoarseNoLookAheadBiasAlgorithm', CoarseNoLookAheadBias],
  ['CoarseSelectionTimeRegressionAlgorithm', CoarseSelectionTime],
  ['CoarseSelectionsAutomaticSeedRegressionAlgorithm', CoarseSelectionsAutomaticSeed],
  ['FundamentalCustomSelectionTimeRegressionAlgorithm', FundamentalCustomSelectionTime],
  ['FundamentalCustomSelectionTimeWarmupRegressionAlgorithm', FundamentalCustomSelectionTimeWarmup],
  ['FundamentalRegressionAlgorithm', FundamentalAlgorithm],
  ['FundamentalUniverseSelectionRegressionAlgorithm', FundamentalUniverseSelection],
  ['MultipleUniverseSelectionOrderRegressionAlgorithm', MultipleUniverseSelectionOrder],
  ['UniverseSelectedRegressionAlgorithm', UniverseSelected],
  ['UniverseSelectionRegressionAlgorithm', UniverseSelection],
  ['UniverseSelectionDefinitionsAlgorithm', UniverseSelectionDefinitions],
  ['WarmupLowerResolutionSelectionRegressionAlgorithm', WarmupLowerResolutionSelection],
  ['WarmupSelectionRegressionAlgorithm', WarmupSelection],
  ['WarmupSelectionBarCountRegressionAlgorithm', WarmupSelectionBarCount],
  ['YearlyUniverseSelectionScheduleRegressionAlgorithm', YearlyUniverseSelectionSchedule],
]);
