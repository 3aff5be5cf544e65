import type { Decimal } from '../numeric/decimal.ts';

/** How the raw prices of a batch became its adjusted ones: `adjusted = raw × factor + offset`, in exact decimals. */
export interface PriceAdjustment {
  readonly factor: Decimal;
  /** Sum of dividends paid so far (total return); undefined for none. */
  readonly offset?: Decimal | undefined;
}
