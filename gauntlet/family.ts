import { readFileSync } from 'node:fs';
import type { BrokerageName } from '@lockstep/core';

/** What a step can do; the order is that of the weighted choice. */
export type ActionName =
  | 'mkt'
  | 'lmt'
  | 'stp'
  | 'stl'
  | 'tra'
  | 'trp'
  | 'lit'
  | 'moo'
  | 'moc'
  | 'shd'
  | 'coq'
  | 'shl'
  | 'liq'
  | 'lqa'
  | 'upd'
  | 'upc'
  | 'cnl'
  | 'cnc'
  | 'coo'
  | 'inv'
  | 'brk'
  | 'ind'
  | 'his'
  | 'rec'
  | 'rem'
  | 'add'
  | 'coa'
  | 'dep'
  | 'cap';

/** A security of a family with the models it gets. Numbers in texts are exact decimals. */
export interface FamilySecurity {
  readonly type: 'equity' | 'forex' | 'cfd' | 'crypto';
  readonly ticker: string;
  readonly resolution: 'tick' | 'second' | 'minute' | 'hour' | 'daily';
  readonly market?: string;
  readonly leverage?: string;
  readonly fillForward?: boolean;
  readonly extended?: boolean;
  readonly normalization?: 'raw' | 'adjusted' | 'splitAdjusted' | 'totalReturn';
  readonly alwaysOpen?: boolean;
  /** Decimals of the prices that orders use. */
  readonly dp: number;
  /** Quantities are multiples of this, up to `maxLots` of them. */
  readonly unit: string;
  readonly maxLots: number;
  readonly fee?: string;
  readonly slippage?: string;
  readonly fill?: string;
  readonly settlement?: string;
  readonly shortable?: string;
  readonly buyingPower?: string;
}

/** A scheduled event; see `date` and `kind` in the specification. */
export interface FamilySchedule {
  readonly kind: 'open' | 'close' | 'at' | 'noon' | 'every';
  readonly minutes?: number;
  readonly time?: string;
  readonly date?:
    | 'everyDay'
    | 'monthStart'
    | 'monthEnd'
    | 'weekStart'
    | 'weekEnd'
    | 'quarterEnd'
    | 'yearStart'
    | 'tuesdayThursday';
  readonly offset?: number;
  readonly anchored?: boolean;
  /** Every how many calls a step happens. */
  readonly every: number;
}

/** Bars of one security consolidated to a period such as `5m`, `1h` or `1d`. */
export interface FamilyConsolidator {
  readonly period: string;
  readonly every: number;
  readonly security: number;
}

/** A set-up of the gauntlet: securities, dates, account, models and the weights of actions. */
export interface Family {
  readonly id: number;
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly timeZone?: string;
  readonly cash: string;
  readonly accountCurrency?: string;
  readonly extraCash?: readonly (readonly [currency: string, amount: string])[];
  readonly brokerage?: BrokerageName;
  readonly account?: 'cash';
  readonly settings?: {
    readonly dailyPreciseEndTime?: boolean;
    readonly automaticIndicatorWarmUp?: boolean;
    readonly seedInitialPrices?: boolean;
    readonly freePortfolioValuePercentage?: string;
    readonly minimumOrderMarginPortfolioPercentage?: string;
    readonly stalePriceMinutes?: number;
    readonly tradingDaysPerYear?: number;
    readonly riskFreeRate?: string;
  };
  readonly benchmark?: string;
  readonly warmUp?: { readonly bars: number } | { readonly hours: number; readonly resolution: 'hour' | 'daily' };
  readonly indicators?: boolean;
  readonly longOnly?: boolean;
  readonly asynchronous?: boolean;
  /** Of a thousand fills, how many are followed by a limit order the other way. */
  readonly reenter: number;
  readonly pctUnit: string;
  /** Largest distance of order prices, in basis points. */
  readonly range: number;
  readonly securities: readonly FamilySecurity[];
  readonly sources: {
    readonly data?: number;
    readonly endOfDay?: number;
    readonly schedule?: readonly FamilySchedule[];
    readonly consolidators?: readonly FamilyConsolidator[];
  };
  readonly weights: Readonly<Partial<Record<ActionName, number>>>;
}

/** The families of a gauntlet and the order of its actions. */
export interface Families {
  readonly actions: readonly ActionName[];
  readonly families: readonly Family[];
}

export function loadFamilies(file: string): Families {
  return JSON.parse(readFileSync(file, 'utf8')) as Families;
}
