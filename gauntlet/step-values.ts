import { Decimal } from '@lockstep/core';
import type { ActionName, Family, FamilySecurity } from './family.ts';

const TEN_THOUSAND = Decimal.fromInteger(10_000);

/** A price some basis points from another, at most `dp` decimals, half to even, without trailing zeros. */
export function px(from: Decimal, basisPoints: number, dp: number): Decimal {
  const moved = from.round(dp).times(Decimal.fromInteger(10_000 + basisPoints));
  return moved.dividedBy(TEN_THOUSAND).round(dp).normalize();
}

/** Truncating division of non-negative integers. */
export function quotient(a: number, b: number): number {
  return Math.trunc(a / b);
}

/** The action that a number from 0 to 999 falls on. */
export function chooseAction(actions: readonly ActionName[], weights: Family['weights'], d0: number): ActionName {
  const total = actions.reduce((sum, action) => sum + (weights[action] ?? 0), 0);
  let rest = quotient(d0 * total, 1000);
  for (const action of actions) {
    const weight = weights[action] ?? 0;
    if (rest < weight) return action;
    rest -= weight;
  }
  throw new RangeError(`The draw ${d0} is not below 1000.`);
}

/** The numbers that a step's actions use, from its ten draws. */
export class StepValues {
  readonly d: readonly number[];
  readonly security: FamilySecurity;
  readonly side: 1 | -1;
  readonly k1: number;
  readonly k2: number;
  /** Half of the range. */
  readonly h: number;
  /** Units up to the security's most, positive. */
  readonly size: Decimal;
  /** Share of the portfolio. */
  readonly pct: Decimal;

  constructor(family: Family, security: FamilySecurity, draws: readonly number[]) {
    this.d = draws;
    this.security = security;
    this.side = this.draw(2) < 500 ? 1 : -1;
    this.k1 = 1 + (this.draw(4) % family.range);
    this.k2 = 1 + (this.draw(5) % family.range);
    this.h = quotient(family.range, 2);
    this.size = sizeOf(security, this.draw(3));
    this.pct = share(family, (this.draw(8) % 41) - 20);
  }

  draw(index: number): number {
    return this.d[index] as number;
  }

  /** Signed units. */
  get q(): Decimal {
    return this.side > 0 ? this.size : this.size.negated();
  }
}

/** Units from a draw: one lot up to the security's most. */
export function sizeOf(security: FamilySecurity, draw: number): Decimal {
  const lots = 1 + quotient(draw * security.maxLots, 1000);
  return Decimal.fromInteger(lots).times(Decimal.parse(security.unit)).normalize();
}

/** A multiple of the family's share of the portfolio, not negative where it never goes short. */
export function share(family: Family, units: number): Decimal {
  const count = family.longOnly === true ? Math.abs(units) : units;
  return Decimal.fromInteger(count).times(Decimal.parse(family.pctUnit)).normalize();
}

/** Distance of an absolute trailing stop: `k1` basis points of the price, at least its smallest step. */
export function trailingAmount(price: Decimal, k1: number, dp: number): Decimal {
  const amount = price.round(dp).times(Decimal.fromInteger(k1)).dividedBy(TEN_THOUSAND).round(dp);
  return Decimal.max(Decimal.fromParts(1, dp), amount).normalize();
}
