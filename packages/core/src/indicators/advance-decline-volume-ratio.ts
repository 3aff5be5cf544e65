import { AdvanceDeclineIndicator } from './advance-decline-indicator.ts';
import type { WholeBar } from './whole-bar-indicator.ts';

/** Volume of securities that rose over the volume of those that fell; the volume of rises while none fell. */
export class AdvanceDeclineVolumeRatio extends AdvanceDeclineIndicator {
  constructor(name = 'A/D Volume Rate') {
    super(name);
  }

  protected override weight(bar: WholeBar): number {
    return 'volume' in bar ? bar.volume : 0;
  }

  protected override compare(advance: number, decline: number): number {
    return decline === 0 ? advance : advance / decline;
  }
}
