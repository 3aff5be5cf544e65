import { MS_PER_DAY } from '../time/resolution.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/**
 * Mean of the typical prices of the day so far, weighted by volume; the close while there is no volume. Days are those of the
 * exchange, by the end of bars; bars that are filled forward are left out.
 */
export class IntradayVwap extends WholeBarIndicator {
  private day: number;
  private volume: number;
  private turnover: number;

  constructor(name = 'VWAP') {
    super(name, 1);
    this.day = Number.NaN;
    this.volume = 0;
    this.turnover = 0;
  }

  override get isReady(): boolean {
    return this.volume > 0;
  }

  override reset(): void {
    this.day = Number.NaN;
    this.volume = 0;
    this.turnover = 0;
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    if (bar.isFillForward || !('volume' in bar)) return;
    const day = Math.floor(bar.timeZone.toLocal(bar.endTimeMs) / MS_PER_DAY);
    if (day !== this.day) {
      this.day = day;
      this.volume = 0;
      this.turnover = 0;
    }
    this.volume += bar.volume;
    this.turnover += ((bar.high + bar.low + bar.close) / 3) * bar.volume;
    this.state.publish(bar.endTimeMs, this.volume === 0 ? bar.close : this.turnover / this.volume);
  }
}
