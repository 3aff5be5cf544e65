import { Resolution } from '@lockstep/core';
import BasicTemplateIndiaIndex from '../strategies/ix/basic-template-india-index.ts';
import DefaultSchedulingSymbol from '../strategies/ix/default-scheduling-symbol.ts';
import FillForwardStrictEndTimes from '../strategies/ix/fill-forward-strict-end-times.ts';
import IndexTradability from '../strategies/ix/index-tradability.ts';
import NikkeiIndex from '../strategies/ix/nikkei-index.ts';
import { tier } from './conformance-case.ts';

export const IX_CASES = tier('IX', [
  [
    'FillForwardStrictEndTimeDailyRegressionAlgorithm',
    FillForwardStrictEndTimes,
    { parameters: { startDay: 1, resolution: Resolution.Daily, bars: 10, repeated: 8 } },
  ],
  [
    'FillForwardStrictEndTimeHourRegressionAlgorithm',
    FillForwardStrictEndTimes,
    { parameters: { bars: 73, repeated: 71 } },
  ],
  [
    'FillForwardStrictEndTimeMinuteRegressionAlgorithm',
    FillForwardStrictEndTimes,
    { parameters: { startDay: 14, resolution: Resolution.Minute, bars: 406, repeated: 405 } },
  ],
  ['DefaultSchedulingSymbolRegressionAlgorithm', DefaultSchedulingSymbol],
  ['NikkeiIndexRegressionAlgorithm', NikkeiIndex],
  ['IndexSecurityCanBeTradableRegressionAlgorithm', IndexTradability],
  ['IndexSecurityIsNotTradableRegressionAlgorithm', IndexTradability, { parameters: { tradable: false } }],
  ['BasicTemplateIndiaIndexAlgorithm', BasicTemplateIndiaIndex],
]);
