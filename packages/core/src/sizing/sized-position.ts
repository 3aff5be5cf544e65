/** A quantity with the way it came about. */
export interface SizedPosition {
  /** Units to order, negative to sell; whole lots, zero when nothing can be bought. */
  readonly quantity: number;
  /** How it was computed, step by step: for the log and the audit. */
  readonly reasons: readonly string[];
}

/** What a size is computed from. Money is in account currency. */
export interface SizingSituation {
  /** Total value of the portfolio. */
  readonly equity: number;
  /** Price of a unit in the quote currency. */
  readonly price: number;
  /** Account currency per unit of price: exchange rate × contract multiplier. */
  readonly unitValue: number;
  /** Largest position that the free margin carries, in account currency. */
  readonly buyingPower: number;
  /** Smallest step of a quantity. */
  readonly lotSize: number;
}

/** Limits that every rule takes. */
export interface SizeCap {
  /** Largest value of the position in percent of equity, for example 20; not limited unless set. */
  readonly maxPercentOfEquity?: number;
}

/** Cuts a size (units without sign) down to cap, buying power and whole lots. */
export function capSize(
  units: number,
  side: 1 | -1,
  situation: SizingSituation,
  cap: SizeCap,
  reasons: readonly string[],
): SizedPosition {
  const { equity, price, unitValue, buyingPower, lotSize } = situation;
  const all = [...reasons];
  let size = Number.isFinite(units) ? Math.max(0, units) : 0;
  const cut = (limit: number, why: string): void => {
    const allowed = Math.max(0, limit) / (price * unitValue);
    if (allowed >= size) return;
    size = allowed;
    all.push(`${why}: ${shown(size)}`);
  };
  if (cap.maxPercentOfEquity !== undefined) {
    const limit = (equity * cap.maxPercentOfEquity) / 100;
    cut(limit, `at most ${cap.maxPercentOfEquity} % of equity, ${shown(limit)} at ${shown(price)}`);
  }
  cut(buyingPower, `at most the buying power, ${shown(buyingPower)} at ${shown(price)}`);
  // A size that is whole but for float noise stays itself.
  const lots = Math.floor(size / lotSize + 1e-9);
  const whole = Number((lots * lotSize).toPrecision(15));
  if (whole !== size) all.push(`in whole lots of ${shown(lotSize)}: ${shown(whole)}`);
  return { quantity: whole === 0 ? 0 : side * whole, reasons: all };
}

/** A number for a reason: up to eight digits. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(8)));
}
