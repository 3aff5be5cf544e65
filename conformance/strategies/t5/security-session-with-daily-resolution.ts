import { Resolution } from '@lockstep/core';
import SecuritySession from './security-session.ts';

/** The session of daily bars. */
export default class SecuritySessionWithDailyResolution extends SecuritySession {
  protected override readonly resolution = Resolution.Daily;
}
