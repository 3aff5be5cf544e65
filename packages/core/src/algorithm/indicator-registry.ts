/** Indicators and consolidators of a run and the data they are fed. */
export interface IndicatorRegistry {
  /** Time at which the next consolidator is due to be looked at, epoch ms UTC. */
  readonly nextScanUtc: number;
}
