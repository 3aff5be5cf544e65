/** Which of MetaTrader's own rules the simulator has, beside those of the venue. */
export interface SimulatorRules {
  /** Volumes between the smallest and the largest, in whole steps: 10014. */
  readonly volumes: boolean;
  /** Prices on their side of the market and away from it: 10015. */
  readonly prices: boolean;
  /** Enough free margin before an order is taken: 10019. The venue looks at it as well, later. */
  readonly margin: boolean;
  /** Filling modes of the symbol: 10030. */
  readonly fillings: boolean;
  /** The market's hours: 10018. */
  readonly hours: boolean;
}

/** As a trade server has them. */
export const MT5_RULES: SimulatorRules = { volumes: true, prices: true, margin: true, fillings: true, hours: true };

/** Nothing but what the venue itself refuses: for comparisons with the venue alone. */
export const VENUE_RULES: SimulatorRules = {
  volumes: false,
  prices: false,
  margin: false,
  fillings: false,
  hours: false,
};
