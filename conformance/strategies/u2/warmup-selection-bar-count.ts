import WarmupSelection from './warmup-selection.ts';

/** The same, warmed up with two bars of whatever the universe selects by. */
export default class WarmupSelectionBarCount extends WarmupSelection {
  override initialize(): void {
    super.initialize();
    this.setWarmUp(2);
  }
}
