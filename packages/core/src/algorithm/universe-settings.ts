import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { Resolution } from '../time/resolution.ts';

/** How securities are subscribed where the call that adds them does not say. Change them in `initialize`. */
export class UniverseSettings {
  resolution: Resolution = Resolution.Minute;
  /** Value ÷ margin; null: by the brokerage model. */
  leverage: number | null = null;
  fillForward = true;
  extendedMarketHours = false;
  dataNormalizationMode: DataNormalizationMode = DataNormalizationMode.Adjusted;
}
