import AddBetaIndicator from '../strategies/t3/add-beta-indicator.ts';
import AutoRegressiveForecasts from '../strategies/t3/auto-regressive-integrated-moving-average.ts';
import AutomaticIndicatorWarmup from '../strategies/t3/automatic-indicator-warmup.ts';
import ClassicRangeConsolidators from '../strategies/t3/classic-range-consolidator.ts';
import ClassicRenkoConsolidators from '../strategies/t3/classic-renko-consolidator.ts';
import CompositeIndicators from '../strategies/t3/composite-indicator.ts';
import ConsolidateHourBarsIntoDailyBars from '../strategies/t3/consolidate-hour-bars-into-daily-bars.ts';
import ConsolidateScan from '../strategies/t3/consolidate-scan.ts';
import ConsolidateWithSize from '../strategies/t3/consolidate-with-size.ts';
import ConsolidatorAndIdentityIndicator from '../strategies/t3/consolidator-and-identity-indicator.ts';
import ConsolidatorRollingWindow from '../strategies/t3/consolidator-rolling-window.ts';
import ConsolidatorStartTime from '../strategies/t3/consolidator-start-time.ts';
import ConsolidatorTimeConsistencyWithWarmup from '../strategies/t3/consolidator-time-consistency-with-warmup.ts';
import CorrelationTypeComparison from '../strategies/t3/correlation-type-comparison.ts';
import CustomWarmUpPeriodIndicator from '../strategies/t3/custom-warm-up-period-indicator.ts';
import DailyResolutionVsTimeSpan from '../strategies/t3/daily-resolution-vs-time-span.ts';
import DailyResolutionVsTimeSpanNoPreciseEnd from '../strategies/t3/daily-resolution-vs-time-span-no-precise-end.ts';
import DailyResolutionVsTimeSpanWithMinuteEquity from '../strategies/t3/daily-resolution-vs-time-span-with-minute-equity.ts';
import DailyResolutionVsTimeSpanWithSecondEquity from '../strategies/t3/daily-resolution-vs-time-span-with-second-equity.ts';
import DailyStrictEndTimeConsolidators from '../strategies/t3/daily-strict-end-time-consolidators.ts';
import DailyStrictEndTimeDisabledConsolidators from '../strategies/t3/daily-strict-end-time-disabled-consolidators.ts';
import DisplacedMovingAverageRibbon from '../strategies/t3/displaced-moving-average-ribbon.ts';
import DuplicateSecurityWithBenchmark from '../strategies/t3/duplicate-security-with-benchmark.ts';
import FillForwardFromWarmUp from '../strategies/t3/fill-forward-from-warm-up.ts';
import HistoryWithSymbolChanges from '../strategies/t3/history-with-symbol-changes.ts';
import IndicatorHistory from '../strategies/t3/indicator-history.ts';
import IndicatorHistoryWindows from '../strategies/t3/indicator-history-windows.ts';
import IndicatorWithRenkoBars from '../strategies/t3/indicator-with-renko-bars.ts';
import InternalSubscriptionHistoryRequest from '../strategies/t3/internal-subscription-history-request.ts';
import MacdTrend from '../strategies/t3/macd-trend.ts';
import MultiResolutionConsolidators from '../strategies/t3/multi-resolution-consolidators.ts';
import OnWarmupFinished from '../strategies/t3/on-warmup-finished.ts';
import OnWarmupFinishedNoWarmup from '../strategies/t3/on-warmup-finished-no-warmup.ts';
import OrderTicketAssignmentDemo from '../strategies/t3/order-ticket-assignment-demo.ts';
import Parameterized from '../strategies/t3/parameterized.ts';
import PeriodConsolidators from '../strategies/t3/period-consolidator.ts';
import RangeConsolidators from '../strategies/t3/range-consolidator.ts';
import RegisterWithoutSubscription from '../strategies/t3/register-without-subscription.ts';
import SecuritySeeder from '../strategies/t3/security-seeder.ts';
import StatisticsResults from '../strategies/t3/statistics-results.ts';
import StochasticAndSubIndicatorsWarmUp from '../strategies/t3/stochastic-and-sub-indicators-warm-up.ts';
import StochasticWarmsUpProperly from '../strategies/t3/stochastic-warms-up-properly.ts';
import StopLimitOrder from '../strategies/t3/stop-limit-order.ts';
import StopLimitOrderAsync from '../strategies/t3/stop-limit-order-async.ts';
import StrictEndTimeLowerResolutionFillForward from '../strategies/t3/strict-end-time-lower-resolution-fill-forward.ts';
import TradingNotAddedEquities from '../strategies/t3/trading-not-added-equities.ts';
import UnregisterIndicator from '../strategies/t3/unregister-indicator.ts';
import WarmUpAfterInitialize from '../strategies/t3/warm-up-after-initialize.ts';
import WarmupDailyResolution from '../strategies/t3/warmup-daily-resolution.ts';
import WarmupIndicator from '../strategies/t3/warmup-indicator.ts';
import WarmupLowerResolutionBarCount from '../strategies/t3/warmup-lower-resolution-bar-count.ts';
import WarmupLowerResolutionBarCountSetting from '../strategies/t3/warmup-lower-resolution-bar-count-setting.ts';
import WarmupLowerResolutionTimeSpan from '../strategies/t3/warmup-lower-resolution-time-span.ts';
import WarmupLowerResolutionTimeSpanSetting from '../strategies/t3/warmup-lower-resolution-time-span-setting.ts';
import WarmupMinuteResolution from '../strategies/t3/warmup-minute-resolution.ts';
import WarmupScheduledEvents from '../strategies/t3/warmup-scheduled-events.ts';
import WarmupScheduledEventsTimeSpanWarmup from '../strategies/t3/warmup-scheduled-events-time-span-warmup.ts';
import { tier } from './conformance-case.ts';

/** Indicators, consolidators, warm-up, history. */
export const T3_CASES = tier('T3', [
  ['AddBetaIndicatorRegressionAlgorithm', AddBetaIndicator],
  ['AutoRegressiveIntegratedMovingAverageRegressionAlgorithm', AutoRegressiveForecasts],
  ['AutomaticIndicatorWarmupRegressionAlgorithm', AutomaticIndicatorWarmup],
  ['ClassicRangeConsolidatorAlgorithm', ClassicRangeConsolidators],
  ['ClassicRenkoConsolidatorAlgorithm', ClassicRenkoConsolidators],
  ['CompositeIndicatorWorksAsExpectedRegressionAlgorithm', CompositeIndicators],
  ['ConsolidateHourBarsIntoDailyBarsRegressionAlgorithm', ConsolidateHourBarsIntoDailyBars],
  ['ConsolidateScanRegressionAlgorithm', ConsolidateScan],
  ['ConsolidateWithSizeAttributeRegressionAlgorithm', ConsolidateWithSize],
  ['ConsolidatorAnIdentityIndicatorRegressionAlgorithm', ConsolidatorAndIdentityIndicator],
  ['ConsolidatorAndAlgorithmTimeConsistencyWithWarmupRegressionAlgorithm', ConsolidatorTimeConsistencyWithWarmup],
  ['ConsolidatorRollingWindowRegressionAlgorithm', ConsolidatorRollingWindow],
  ['ConsolidatorStartTimeRegressionAlgorithm', ConsolidatorStartTime],
  ['CorrelationTypeComparisonRegressionAlgorithm', CorrelationTypeComparison],
  ['CustomWarmUpPeriodIndicatorAlgorithm', CustomWarmUpPeriodIndicator],
  ['DailyResolutionVsTimeSpanNoPreciseEndRegressionAlgorithm', DailyResolutionVsTimeSpanNoPreciseEnd],
  ['DailyResolutionVsTimeSpanRegressionAlgorithm', DailyResolutionVsTimeSpan],
  ['DailyResolutionVsTimeSpanWithMinuteEquityAlgorithm', DailyResolutionVsTimeSpanWithMinuteEquity],
  ['DailyResolutionVsTimeSpanWithSecondEquityAlgorithm', DailyResolutionVsTimeSpanWithSecondEquity],
  ['DailyStrictEndTimeConsolidatorsRegressionAlgorithm', DailyStrictEndTimeConsolidators],
  ['DailyStrictEndTimeDisabledConsolidatorsRegressionAlgorithm', DailyStrictEndTimeDisabledConsolidators],
  ['DisplacedMovingAverageRibbon', DisplacedMovingAverageRibbon],
  ['DuplicateSecurityWithBenchmarkRegressionAlgorithm', DuplicateSecurityWithBenchmark],
  ['FillForwardFromWarmUpRegressionAlgorithm', FillForwardFromWarmUp],
  ['HistoryWithSymbolChangesRegressionAlgorithm', HistoryWithSymbolChanges],
  ['IndicatorHistoryAlgorithm', IndicatorHistoryWindows],
  ['IndicatorHistoryRegressionAlgorithm', IndicatorHistory],
  ['IndicatorWithRenkoBarsRegressionAlgorithm', IndicatorWithRenkoBars],
  ['InternalSubscriptionHistoryRequestAlgorithm', InternalSubscriptionHistoryRequest],
  ['MACDTrendAlgorithm', MacdTrend],
  ['MultiResolutionConsolidators', MultiResolutionConsolidators],
  ['OnWarmupFinishedNoWarmup', OnWarmupFinishedNoWarmup],
  ['OnWarmupFinishedRegressionAlgorithm', OnWarmupFinished],
  ['OrderTicketAssignmentDemoAlgorithm', OrderTicketAssignmentDemo],
  ['ParameterizedAlgorithm', Parameterized, { parameters: { 'ema-fast': 10, 'ema-slow': 20 } }],
  ['PeriodConsolidatorRegressionAlgorithm', PeriodConsolidators],
  ['RangeConsolidatorAlgorithm', RangeConsolidators],
  ['RegisterIndicatorAndConsolidatorWithoutSubscriptionRegressionAlgorithm', RegisterWithoutSubscription],
  ['SecuritySeederRegressionAlgorithm', SecuritySeeder],
  ['StatisticsResultsAlgorithm', StatisticsResults],
  ['StochasticIndicatorAndSubIndicatorsWarmUpRegressionAlgorithm', StochasticAndSubIndicatorsWarmUp],
  ['StochasticIndicatorWarmsUpProperlyRegressionAlgorithm', StochasticWarmsUpProperly],
  ['StopLimitOrderAsyncRegressionAlgorithm', StopLimitOrderAsync],
  ['StopLimitOrderRegressionAlgorithm', StopLimitOrder],
  ['StrictEndTimeLowerResolutionFillForwardRegressionAlgorithm', StrictEndTimeLowerResolutionFillForward],
  ['TradingNotAddedEquitiesRegressionAlgorithm', TradingNotAddedEquities],
  ['UnregisterIndicatorRegressionAlgorithm', UnregisterIndicator],
  ['WarmUpAfterInitializeRegression', WarmUpAfterInitialize, { status: 'RuntimeError' }],
  ['WarmupDailyResolutionRegressionAlgorithm', WarmupDailyResolution],
  ['WarmupIndicatorRegressionAlgorithm', WarmupIndicator],
  ['WarmupLowerResolutionBarCountRegressionAlgorithm', WarmupLowerResolutionBarCount],
  ['WarmupLowerResolutionBarCountSettingRegressionAlgorithm', WarmupLowerResolutionBarCountSetting],
  ['WarmupLowerResolutionTimeSpanRegressionAlgorithm', WarmupLowerResolutionTimeSpan],
  ['WarmupLowerResolutionTimeSpanSettingRegressionAlgorithm', WarmupLowerResolutionTimeSpanSetting],
  ['WarmupMinuteResolutionRegressionAlgorithm', WarmupMinuteResolution],
  ['WarmupScheduledEventsRegressionAlgorithm', WarmupScheduledEvents],
  ['WarmupScheduledEventsTimeSpanWarmupRegressionAlgorithm', WarmupScheduledEventsTimeSpanWarmup],
]);
