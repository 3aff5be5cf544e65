import ConstituentsUniverseAlgorithm from '../strategies/u3/constituents-universe.ts';
import ConstituentsUniverseImmediateSelection from '../strategies/u3/constituents-universe-immediate-selection.ts';
import CompositeDelisting from '../strategies/u3/etf-constituent-universe-composite-delisting.ts';
import CompositeDelistingNoAddEquity from '../strategies/u3/etf-constituent-universe-composite-delisting-no-add-equity.ts';
import ETFConstituentUniverseFilterFunction from '../strategies/u3/etf-constituent-universe-filter-function.ts';
import ETFConstituentUniverseImmediateSelection from '../strategies/u3/etf-constituent-universe-immediate-selection.ts';
import ETFConstituentUniverseMappedComposite from '../strategies/u3/etf-constituent-universe-mapped-composite.ts';
import FineFundamentalFilteredUniverse from '../strategies/u3/fine-fundamental-filtered-universe.ts';
import UniverseOnly from '../strategies/u3/universe-only.ts';
import VolumeShareSlippage from '../strategies/u3/volume-share-slippage-model.ts';
import { tier } from './conformance-case.ts';

/** Universes of what funds hold, and of files of constituents. */
export const U3_CASES = tier('U3', [
  ['ConstituentsUniverseImmediateSelectionRegressionAlgorithm', ConstituentsUniverseImmediateSelection],
  ['ConstituentsUniverseRegressionAlgorithm', ConstituentsUniverseAlgorithm],
  ['ETFConstituentUniverseCompositeDelistingRegressionAlgorithm', CompositeDelisting],
  ['ETFConstituentUniverseCompositeDelistingRegressionAlgorithmNoAddEquityETF', CompositeDelistingNoAddEquity],
  ['ETFConstituentUniverseFilterFunctionRegressionAlgorithm', ETFConstituentUniverseFilterFunction],
  ['ETFConstituentUniverseImmediateSelectionRegressionAlgorithm', ETFConstituentUniverseImmediateSelection],
  ['ETFConstituentUniverseMappedCompositeRegressionAlgorithm', ETFConstituentUniverseMappedComposite],
  ['FineFundamentalFilteredUniverseRegressionAlgorithm', FineFundamentalFilteredUniverse],
  ['UniverseOnlyRegressionAlgorithm', UniverseOnly],
  ['VolumeShareSlippageModelAlgorithm', VolumeShareSlippage],
]);
