import BacktestingAsynchronousOrders from '../strategies/t2/backtesting-asynchronous-orders.ts';
import CanLiquidateWithOrderProperties from '../strategies/t2/can-liquidate-with-order-properties.ts';
import CompleteOrderTagUpdate from '../strategies/t2/complete-order-tag-update.ts';
import CustomBenchmark from '../strategies/t2/custom-benchmark.ts';
import DailyResolutionMarketOrderConversion from '../strategies/t2/daily-resolution-market-order-conversion.ts';
import FillForwardOutOfOrderBar from '../strategies/t2/fill-forward-out-of-order-bar.ts';
import FillOutsideHoursDailyResolution from '../strategies/t2/fill-outside-hours-daily-resolution.ts';
import FillOutsideHoursHourResolution from '../strategies/t2/fill-outside-hours-hour-resolution.ts';
import FillOutsideHoursMinuteResolution from '../strategies/t2/fill-outside-hours-minute-resolution.ts';
import FillOutsideHoursSecondResolution from '../strategies/t2/fill-outside-hours-second-resolution.ts';
import GetParameter from '../strategies/t2/get-parameter.ts';
import HourResolutionMarketOrderStalePrice from '../strategies/t2/hour-resolution-market-order-stale-price.ts';
import IsMarketOpenCheck from '../strategies/t2/is-market-open-check.ts';
import IsMarketOpenCheckWithExtendedMarketHours from '../strategies/t2/is-market-open-check-with-extended-market-hours.ts';
import LimitFill from '../strategies/t2/limit-fill.ts';
import LimitIfTouched from '../strategies/t2/limit-if-touched.ts';
import LimitIfTouchedAsync from '../strategies/t2/limit-if-touched-async.ts';
import Liquidate from '../strategies/t2/liquidate.ts';
import LiquidateAllExceptSpecifiedSymbol from '../strategies/t2/liquidate-all-except-specified-symbol.ts';
import LiquidateUsingSetHoldings from '../strategies/t2/liquidate-using-set-holdings.ts';
import MarginRemaining from '../strategies/t2/margin-remaining.ts';
import MarketOnCloseOrder from '../strategies/t2/market-on-close-order.ts';
import MarketOnCloseOrderAsync from '../strategies/t2/market-on-close-order-async.ts';
import MarketOnCloseOrderBuffer from '../strategies/t2/market-on-close-order-buffer.ts';
import MarketOnCloseOrderBufferCheck from '../strategies/t2/market-on-close-order-buffer-check.ts';
import MarketOnOpenOrder from '../strategies/t2/market-on-open-order.ts';
import MarketOnOpenOrderAsync from '../strategies/t2/market-on-open-order-async.ts';
import MarketOrderStaleDataFill from '../strategies/t2/market-order-stale-data-fill.ts';
import NoMinimumOrderMargin from '../strategies/t2/no-minimum-order-margin.ts';
import OnEndOfDayAddData from '../strategies/t2/on-end-of-day-add-data.ts';
import OnOrderEventException from '../strategies/t2/on-order-event-exception.ts';
import OrderImmutability from '../strategies/t2/order-immutability.ts';
import OrderTicketDemo from '../strategies/t2/order-ticket-demo.ts';
import QuitAfterInitialization from '../strategies/t2/quit-after-initialization.ts';
import QuitInInitialization from '../strategies/t2/quit-in-initialization.ts';
import RiskFreeRateFunction from '../strategies/t2/risk-free-rate-function.ts';
import ScheduledEventsOrder from '../strategies/t2/scheduled-events-order.ts';
import SecurityToSymbol from '../strategies/t2/security-to-symbol.ts';
import SetHoldingsAsync from '../strategies/t2/set-holdings-async.ts';
import SetHoldingsMarketOnOpen from '../strategies/t2/set-holdings-market-on-open.ts';
import StopLossOnOrderEvent from '../strategies/t2/stop-loss-on-order-event.ts';
import StopMarketOrder from '../strategies/t2/stop-market-order.ts';
import StopMarketOrderAsync from '../strategies/t2/stop-market-order-async.ts';
import TimesInForce from '../strategies/t2/time-in-force.ts';
import TrailingStopOrder from '../strategies/t2/trailing-stop-order.ts';
import TrailingStopOrderAsync from '../strategies/t2/trailing-stop-order-async.ts';
import UpdateOrder from '../strategies/t2/update-order.ts';
import { tier } from './conformance-case.ts';

/** Order types, tickets, schedules. */
export const T2_CASES = tier('T2', [
  ['BacktestingAsynchronousOrdersRegressionAlgorithm', BacktestingAsynchronousOrders],
  ['CanLiquidateWithOrderPropertiesRegressionAlgorithm', CanLiquidateWithOrderProperties],
  ['CompleteOrderTagUpdateAlgorithm', CompleteOrderTagUpdate],
  ['CustomBenchmarkAlgorithm', CustomBenchmark],
  ['DailyResolutionMarketOrderConversionRegressionAlgorithm', DailyResolutionMarketOrderConversion],
  ['FillForwardEnumeratorOutOfOrderBarRegressionAlgorithm', FillForwardOutOfOrderBar],
  ['FillOutsideHoursDailyResolutionAlgorithm', FillOutsideHoursDailyResolution],
  ['FillOutsideHoursHourResolutionAlgorithm', FillOutsideHoursHourResolution],
  ['FillOutsideHoursMinuteResolutionAlgorithm', FillOutsideHoursMinuteResolution],
  ['FillOutsideHoursSecondResolutionAlgorithm', FillOutsideHoursSecondResolution],
  ['FuncRiskFreeRateInterestRateModelWithPythonLambda', RiskFreeRateFunction],
  ['GetParameterRegressionAlgorithm', GetParameter, { parameters: { 'ema-fast': '10', 'ema-slow': '20' } }],
  ['HourResolutionMarketOrderStalePriceRegressionAlgorithm', HourResolutionMarketOrderStalePrice],
  ['IsMarketOpenCheckAlgorithm', IsMarketOpenCheck],
  ['IsMarketOpenCheckWithExtendedMarketHoursAlgorithm', IsMarketOpenCheckWithExtendedMarketHours],
  ['LimitFillRegressionAlgorithm', LimitFill],
  ['LimitIfTouchedAsyncRegressionAlgorithm', LimitIfTouchedAsync],
  ['LimitIfTouchedRegressionAlgorithm', LimitIfTouched],
  ['LiquidateAllExceptSpecifiedSymbolRegressionAlgorithm', LiquidateAllExceptSpecifiedSymbol],
  ['LiquidateRegressionAlgorithm', Liquidate],
  ['LiquidateUsingSetHoldingsRegressionAlgorithm', LiquidateUsingSetHoldings],
  ['MarginRemainingRegressionAlgorithm', MarginRemaining],
  ['MarketOnCloseOrderAsyncRegressionAlgorithm', MarketOnCloseOrderAsync],
  ['MarketOnCloseOrderBufferCheckRegressionAlgorithm', MarketOnCloseOrderBufferCheck],
  ['MarketOnCloseOrderBufferRegressionAlgorithm', MarketOnCloseOrderBuffer],
  ['MarketOnCloseOrderRegressionAlgorithm', MarketOnCloseOrder],
  ['MarketOnOpenOrderAsyncRegressionAlgorithm', MarketOnOpenOrderAsync],
  ['MarketOnOpenOrderRegressionAlgorithm', MarketOnOpenOrder],
  ['MarketOrderStaleDataFillRegressionAlgorithm', MarketOrderStaleDataFill],
  ['NoMinimumOrderMarginRegressionAlgorithm', NoMinimumOrderMargin],
  ['OnEndOfDayAddDataRegressionAlgorithm', OnEndOfDayAddData],
  ['OnOrderEventExceptionRegression', OnOrderEventException, { status: 'RuntimeError' }],
  ['OrderImmutabilityRegressionAlgorithm', OrderImmutability],
  ['OrderTicketDemoAlgorithm', OrderTicketDemo],
  ['QuitAfterInitializationRegressionAlgorithm', QuitAfterInitialization],
  ['QuitInInitializationRegressionAlgorithm', QuitInInitialization],
  ['ScheduledEventsOrderRegressionAlgorithm', ScheduledEventsOrder],
  ['SecurityToSymbolRegressionAlgorithm', SecurityToSymbol],
  ['SetHoldingsAsyncRegressionAlgorithm', SetHoldingsAsync],
  ['SetHoldingsMarketOnOpenRegressionAlgorithm', SetHoldingsMarketOnOpen],
  ['StopLossOnOrderEventRegressionAlgorithm', StopLossOnOrderEvent],
  ['StopMarketOrderAsyncRegressionAlgorithm', StopMarketOrderAsync],
  ['StopMarketOrderRegressionAlgorithm', StopMarketOrder],
  ['TimeInForceAlgorithm', TimesInForce],
  ['TrailingStopOrderAsyncRegressionAlgorithm', TrailingStopOrderAsync],
  ['TrailingStopOrderRegressionAlgorithm', TrailingStopOrder],
  ['UpdateOrderRegressionAlgorithm', UpdateOrder],
]);
