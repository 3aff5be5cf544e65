import type { Decimal } from '../numeric/decimal.ts';
import type { SecuritySymbol } from './symbol.ts';

/** Kinds of corporate events. */
export const AuxiliaryType = { Dividend: 0, Split: 1, SymbolChanged: 2, Delisting: 3 } as const;
export type AuxiliaryType = (typeof AuxiliaryType)[keyof typeof AuxiliaryType];

/** A cash dividend, effective from `timeMs`. */
export interface Dividend {
  readonly type: typeof AuxiliaryType.Dividend;
  readonly symbol: SecuritySymbol;
  /** Epoch ms UTC. */
  readonly timeMs: number;
  /** Cash per share in the quote currency. */
  readonly distribution: Decimal;
  /** Close of the day before. */
  readonly referencePrice: Decimal;
}

/** Whether a split is announced for the next day or has happened; LEAN's numbers. */
export const SplitType = { Warning: 0, SplitOccurred: 1 } as const;
export type SplitType = (typeof SplitType)[keyof typeof SplitType];

/** A share split: quantities are divided by the factor, prices multiplied. */
export interface Split {
  readonly type: typeof AuxiliaryType.Split;
  readonly symbol: SecuritySymbol;
  readonly timeMs: number;
  readonly splitType: SplitType;
  /** Old shares per new share, for example 0.5 for two-for-one. */
  readonly splitFactor: Decimal;
  readonly referencePrice: Decimal;
}

/** The security trades under a new ticker from `timeMs` on. */
export interface SymbolChangedEvent {
  readonly type: typeof AuxiliaryType.SymbolChanged;
  readonly symbol: SecuritySymbol;
  readonly timeMs: number;
  readonly oldSymbol: string;
  readonly newSymbol: string;
}

/** Whether a delisting is announced or has happened; LEAN's numbers. */
export const DelistingType = { Warning: 0, Delisted: 1 } as const;
export type DelistingType = (typeof DelistingType)[keyof typeof DelistingType];

/** The security stops trading. */
export interface Delisting {
  readonly type: typeof AuxiliaryType.Delisting;
  readonly symbol: SecuritySymbol;
  readonly timeMs: number;
  readonly delistingType: DelistingType;
  /** Last known price, zero if none. */
  readonly price: Decimal;
}

export type AuxiliaryEvent = Dividend | Split | SymbolChangedEvent | Delisting;
