import { Resolution } from '@lockstep/core';
import SecuritySession from './security-session.ts';

/** The session leaves extended hours out, whatever is subscribed. */
export default class SecuritySessionExtendedMarketHours extends SecuritySession {
  protected override readonly resolution = Resolution.Minute;
  protected override readonly extendedMarketHours = true;
}
