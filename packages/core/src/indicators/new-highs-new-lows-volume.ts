import { Line } from './line.ts';
import { NewHighsNewLows } from './new-highs-new-lows.ts';
import type { WholeBar } from './whole-bar-indicator.ts';

/** New highs and new lows by volume; the value is the ratio of volumes. */
export class NewHighsNewLowsVolume extends NewHighsNewLows {
  /** Volume of new highs over that of new lows; the volume of highs while there is no low. */
  readonly volumeRatio: Line;

  constructor(name: string, period: number) {
    super(name, period);
    this.volumeRatio = new Line(`${name}_VolumeRatio`, this);
  }

  override get needsVolume(): boolean {
    return true;
  }

  override reset(): void {
    this.volumeRatio.reset();
    super.reset();
  }

  protected override choose(endTimeMs: number): number {
    const highs = volumeOf(this.newHighs);
    const lows = volumeOf(this.newLows);
    this.volumeRatio.push(endTimeMs, lows === 0 ? highs : highs / lows);
    return this.volumeRatio.value;
  }
}

function volumeOf(bars: readonly WholeBar[]): number {
  return bars.reduce((sum, bar) => sum + ('volume' in bar ? bar.volume : 0), 0);
}
