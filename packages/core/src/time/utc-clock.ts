/** Tells the engine's time: the slice's in a backtest, the stamp of the input being processed live. */
export interface UtcClock {
  /** Epoch ms UTC. */
  utcNow(): number;
}
