import CustomUniverseImmediateSelection from '../strategies/u1/custom-universe-immediate-selection.ts';
import CustomUniverseSelection from '../strategies/u1/custom-universe-selection.ts';
import CustomUniverseWithBenchmark from '../strategies/u1/custom-universe-with-benchmark.ts';
import InceptionDateSelection from '../strategies/u1/inception-date-selection.ts';
import MultiUniverseSharedSecurity from '../strategies/u1/multi-universe-shared-security.ts';
import OnEndOfDay from '../strategies/u1/on-end-of-day.ts';
import OnWarmupFinishedScheduledUniverse from '../strategies/u1/on-warmup-finished-scheduled-universe.ts';
import RawPricesUniverse from '../strategies/u1/raw-prices-universe.ts';
import ScheduledUniverses from '../strategies/u1/scheduled-universe.ts';
import SecurityInitializationOnReAddition from '../strategies/u1/security-initialization-on-re-addition.ts';
import TimeRulesDefaultTimeZone from '../strategies/u1/time-rules-default-time-zone.ts';
import UniverseSharingSecurityDifferentRequest from '../strategies/u1/universe-sharing-security-different-request.ts';
import UniverseSharingSubscriptionRequest from '../strategies/u1/universe-sharing-subscription-request.ts';
import UniverseSharingSubscriptionTradable from '../strategies/u1/universe-sharing-subscription-tradable.ts';
import WeeklyUniverseSelection from '../strategies/u1/weekly-universe-selection.ts';
import { tier } from './conformance-case.ts';

/** Universes that functions and schedules select. */
export const U1_CASES = tier('U1', [
  ['CustomUniverseImmediateSelectionRegressionAlgorithm', CustomUniverseImmediateSelection],
  ['CustomUniverseSelectionRegressionAlgorithm', CustomUniverseSelection],
  ['CustomUniverseWithBenchmarkRegressionAlgorithm', CustomUniverseWithBenchmark],
  ['InceptionDateSelectionRegressionAlgorithm', InceptionDateSelection],
  ['MultiUniverseSharedSecurityRegressionAlgorithm', MultiUniverseSharedSecurity],
  ['OnEndOfDayRegressionAlgorithm', OnEndOfDay],
  ['OnWarmupFinishedScheduledUniverseRegressionAlgorithm', OnWarmupFinishedScheduledUniverse],
  ['RawPricesUniverseRegressionAlgorithm', RawPricesUniverse],
  ['ScheduledUniverseRegressionAlgorithm', ScheduledUniverses],
  ['SecurityInitializationOnReAdditionForUniverseSelectionRegressionAlgorithm', SecurityInitializationOnReAddition],
  ['TimeRulesDefaultTimeZoneRegressionAlgorithm', TimeRulesDefaultTimeZone],
  ['UniverseSharingSecurityDifferentSubscriptionRequestRegressionAlgorithm', UniverseSharingSecurityDifferentRequest],
  ['UniverseSharingSubscriptionRequestRegressionAlgorithm', UniverseSharingSubscriptionRequest],
  ['UniverseSharingSubscriptionTradableRegressionAlgorithm', UniverseSharingSubscriptionTradable],
  ['WeeklyUniverseSelectionRegressionAlgorithm', WeeklyUniverseSelection],
]);
