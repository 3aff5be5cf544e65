/** The bar whose price filled an order, kept with the fill so that it can be judged after the run. */
export class FillBar {
  /** Start and end of the bar, epoch ms UTC. */
  readonly timeMs: number;
  readonly endTimeMs: number;
  readonly high: number;
  readonly low: number;
  /** Units traded in the bar's time; NaN where that is not known. */
  readonly volume: number;
  /** End of the newest bar of the security, of trades or quotes, that was known when the order filled. */
  readonly newestEndMs: number;

  constructor(timeMs: number, endTimeMs: number, high: number, low: number, volume: number, newestEndMs: number) {
    this.timeMs = timeMs;
    this.endTimeMs = endTimeMs;
    this.high = high;
    this.low = low;
    this.volume = volume;
    this.newestEndMs = newestEndMs;
  }
}
