/** Alpaca's own rules, which a simulated venue does not have. */
export interface SimulatorRules {
  /** Funds for an order at its limit or above the ask, before it is taken. */
  readonly buyingPower: boolean;
  /** Shares that another order holds cannot be sold again. */
  readonly heldShares: boolean;
  /** A sale does not go through zero. */
  readonly crossZero: boolean;
  /** Who may sell short, and what. */
  readonly shorting: boolean;
  /** Fractions and amounts of money: which assets, types and times in force. */
  readonly fractions: boolean;
  /** Least value of an order. */
  readonly minimumValue: boolean;
  /** Which orders may trade outside regular hours. */
  readonly extendedHours: boolean;
  /** When orders for the auctions may be sent. */
  readonly auctionWindows: boolean;
  /** Prices in whole cents from one dollar on, four decimals below. */
  readonly subPenny: boolean;
  /** Orders that could trade with each other. */
  readonly washTrades: boolean;
  /** Prices, quantities and times in force of brackets and pairs. */
  readonly brackets: boolean;
  /** Cancelling one leg cancels the other. */
  readonly legsCancelTogether: boolean;
  /** Which trailing stops are taken. */
  readonly trailing: boolean;
  /** A replacement must change something. */
  readonly unchangedReplacements: boolean;
  /** Orders that are good until cancelled end after ninety days. */
  readonly gtcExpiry: boolean;
}

/** Everything as at Alpaca. */
export const ALPACA_RULES: SimulatorRules = {
  buyingPower: true,
  heldShares: true,
  crossZero: true,
  shorting: true,
  fractions: true,
  minimumValue: true,
  extendedHours: true,
  auctionWindows: true,
  subPenny: true,
  washTrades: true,
  brackets: true,
  legsCancelTogether: true,
  trailing: true,
  unchangedReplacements: true,
  gtcExpiry: true,
};

/** Only what the venue decides: for runs that must equal those on the venue itself. */
export const VENUE_RULES: SimulatorRules = {
  buyingPower: false,
  heldShares: false,
  crossZero: false,
  shorting: false,
  fractions: false,
  minimumValue: false,
  extendedHours: false,
  auctionWindows: false,
  subPenny: false,
  washTrades: false,
  brackets: false,
  legsCancelTogether: false,
  trailing: false,
  unchangedReplacements: false,
  gtcExpiry: false,
};
