import { AdvanceDeclineIndicator } from './advance-decline-indicator.ts';

/** How many more securities rose than fell. */
export class AdvanceDeclineDifference extends AdvanceDeclineIndicator {
  constructor(name = 'A/D Difference') {
    super(name);
  }

  protected override weight(): number {
    return 1;
  }

  protected override compare(advance: number, decline: number): number {
    return advance - decline;
  }
}
