import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { MS_PER_DAY, Resolution } from '../time/resolution.ts';

/** How securities are subscribed where the call that adds them does not say. Change them in `initialize`. */
export class UniverseSettings {
  resolution: Resolution = Resolution.Minute;
  /** Value ÷ margin; null: by the brokerage model. */
  leverage: number | null = null;
  fillForward = true;
  extendedMarketHours = false;
  dataNormalizationMode: DataNormalizationMode = DataNormalizationMode.Adjusted;
  /** How long, in ms, a security stays in a universe at least; counted in whole days, hours, minutes or seconds. */
  minimumTimeInUniverseMs = MS_PER_DAY;
}
