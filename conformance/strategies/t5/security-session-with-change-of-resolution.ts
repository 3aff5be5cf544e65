import { Resolution, type SecurityChanges, type SecuritySymbol } from '@lockstep/core';
import SecuritySession from './security-session.ts';

/** SPY is removed on the first evening and comes back by the minute; its session begins anew. */
export default class SecuritySessionWithChangeOfResolution extends SecuritySession {
  override onSecuritiesChanged(changes: SecurityChanges): void {
    if (changes.removedSecurities.length > 0) this.security = this.addEquity('SPY', Resolution.Minute);
  }

  override onEndOfDay(symbol: SecuritySymbol): void {
    if (this.utcTime.toISODate() !== '2013-10-07') return;
    this.requireEqual(this.security.session, this.day);
    this.removeSecurity(symbol);
    this.wasRemoved = true;
  }
}
