/** Why trading is paused, and until when. */
export interface RiskPause {
  readonly reason: string;
  /** Epoch ms UTC. */
  readonly sinceUtc: number;
  /** Set by a loss limit, and ends with the next session; an operator's ends when an operator says so. */
  readonly untilNextSession: boolean;
}

/** The counters of the risk gate: one JSON value, which live trading journals and a restarted process goes on with. */
export interface RiskState {
  /** Equity at the start of the session and its highest since, in account currency; null before the first. */
  sessionStartEquity: number | null;
  sessionHighEquity: number | null;
  /** Epoch ms UTC at which the next session starts and the day's counters begin anew. */
  nextSessionUtc: number | null;
  consecutiveLosses: number;
  entriesToday: number;
  /** Epoch ms UTC of the orders of the last minute. */
  recentOrders: number[];
  /** Days (since 1970-01-01, exchange time) of the day trades of the last five business days. */
  dayTradeDays: number[];
  pause: RiskPause | null;
}

/** Nothing has happened yet. */
export function newRiskState(): RiskState {
  return {
    sessionStartEquity: null,
    sessionHighEquity: null,
    nextSessionUtc: null,
    consecutiveLosses: 0,
    entriesToday: 0,
    recentOrders: [],
    dayTradeDays: [],
    pause: null,
  };
}
