/** The bar whose price filled an order, kept with the fill so that it can be judged after the run. */
export class FillBar {
  /** Start and end of the bar, epoch ms UTC. */
  readonly timeMs: number;
  readonly endTimeMs: number;
  readonly high: number;
  readonly low: number;
  /** Units traded in the bar's time; NaN where that is not known. */
  readonly volume: number;

  constructor(timeMs: number, endTimeMs: number, high: number, low: number, volume: number) {
    this.timeMs = timeMs;
    this.endTimeMs = endTimeMs;
    this.high = high;
    this.low = low;
    this.volume = volume;
  }

  /** It is the bar with these values; a volume that is not known is not equal. */
  equals(timeMs: number, endTimeMs: number, high: number, low: number, volume: number): boolean {
    return (
      this.timeMs === timeMs &&
      this.endTimeMs === endTimeMs &&
      this.high === high &&
      this.low === low &&
      this.volume === volume
    );
  }
}
