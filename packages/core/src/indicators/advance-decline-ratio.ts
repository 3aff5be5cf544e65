import { AdvanceDeclineIndicator } from './advance-decline-indicator.ts';

/** Number of securities that rose over the number of those that fell; the number of rises while none fell. */
export class AdvanceDeclineRatio extends AdvanceDeclineIndicator {
  constructor(name = 'A/D Ratio') {
    super(name);
  }

  protected override weight(): number {
    return 1;
  }

  protected override compare(advance: number, decline: number): number {
    return decline === 0 ? advance : advance / decline;
  }
}
