import type { TimeZone } from '../time/time-zone.ts';
import type { UtcClock } from '../time/utc-clock.ts';

/** The engine's time: the slice's, or that of the scheduled event or consolidator that runs before it. */
export class EngineClock implements UtcClock {
  private utcMs: number;
  /** Zone of the algorithm. */
  timeZone: TimeZone;

  constructor(utcMs: number, timeZone: TimeZone) {
    this.utcMs = utcMs;
    this.timeZone = timeZone;
  }

  /** Epoch ms UTC. */
  utcNow(): number {
    return this.utcMs;
  }

  set(utcMs: number): void {
    this.utcMs = utcMs;
  }

  /** Wall-clock time of the algorithm, as epoch ms. */
  get localMs(): number {
    return this.timeZone.toLocal(this.utcMs);
  }
}
