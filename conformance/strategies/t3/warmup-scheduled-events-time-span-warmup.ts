import WarmupScheduledEvents from './warmup-scheduled-events.ts';

/** The same with a number of minutes. */
export default class WarmupScheduledEventsTimeSpanWarmup extends WarmupScheduledEvents {
  protected override warmUp(): void {
    this.setWarmUp(510);
  }
}
