/** Figures of a run. */
export interface StatisticsResults {
  /** LEAN's summary as of now, with the lines that the strategy set itself; only these before the first data. */
  readonly summary: Readonly<Record<string, string>>;
}
