import { LockstepError } from '../errors/lockstep-error.ts';
import { capSize, type SizeCap, type SizedPosition, type SizingSituation, shown } from './sized-position.ts';

/** Entry and protective stop of a position, and what may be lost between them. */
export interface RiskSize extends SizeCap {
  /** Price of the entry; the present price unless given. */
  readonly entry?: number;
  /** Price of the stop: below the entry to buy, above it to sell. */
  readonly stop: number;
  /** What is lost at the stop, in percent of equity. @defaultValue 2 */
  readonly percent?: number;
}

/** A stop at a multiple of the average true range. */
export interface AtrSize extends SizeCap {
  /** Average true range, in price units. */
  readonly atr: number;
  /** Distance of the stop in ranges. @defaultValue 2 */
  readonly multiple?: number;
  /** What is lost at the stop, in percent of equity. @defaultValue 2 */
  readonly percent?: number;
  /** Whether to buy or to sell. @defaultValue buy */
  readonly side?: 'buy' | 'sell';
}

/** What is known of a strategy's trades. */
export interface KellySize extends SizeCap {
  /** Part of the trades that win, 0–1. */
  readonly winRate: number;
  /** Average win ÷ average loss, both positive. */
  readonly winLossRatio: number;
  /** Part of the full Kelly bet that is made. @defaultValue 0.5 */
  readonly fraction?: number;
  readonly side?: 'buy' | 'sell';
}

/** Outcomes of past trades. */
export interface OptimalFSize extends SizeCap {
  /** Profit or loss of each past trade for one unit, in account currency. */
  readonly outcomes: readonly number[];
  readonly side?: 'buy' | 'sell';
}

/** A position of so much money. */
export function sizeByValue(situation: SizingSituation, value: number, cap: SizeCap): SizedPosition {
  requireNumber(Number.isFinite(value), 'value', value, 'an amount of account currency, negative to sell');
  const units = Math.abs(value) / (situation.price * situation.unitValue);
  return capSize(units, value < 0 ? -1 : 1, situation, cap, [
    `${shown(Math.abs(value))} at ${shown(situation.price)}: ${shown(units)}`,
  ]);
}

/** A position of so many percent of equity. */
export function sizeByPercent(situation: SizingSituation, percent: number, cap: SizeCap): SizedPosition {
  requireNumber(Number.isFinite(percent), 'percent', percent, 'percent of equity such as 10, negative to sell');
  const value = (situation.equity * Math.abs(percent)) / 100;
  const units = value / (situation.price * situation.unitValue);
  return capSize(units, percent < 0 ? -1 : 1, situation, cap, [
    `${shown(Math.abs(percent))} % of ${shown(situation.equity)} is ${shown(value)}, at ${shown(situation.price)}: ${shown(units)}`,
  ]);
}

/** equity × percent ÷ |entry − stop|: the same loss at every stop. */
export function sizeByRisk(situation: SizingSituation, { stop, percent = 2, ...rest }: RiskSize): SizedPosition {
  const entry = rest.entry ?? situation.price;
  requireNumber(entry > 0, 'entry', entry, 'a price above zero');
  requireNumber(stop > 0 && stop !== entry, 'stop', stop, `a price above zero other than the entry's ${entry}`);
  requireNumber(percent > 0 && percent <= 100, 'percent', percent, 'percent of equity from 0 to 100');
  const risk = (situation.equity * percent) / 100;
  const distance = Math.abs(entry - stop);
  const units = risk / (distance * situation.unitValue);
  return capSize(units, stop < entry ? 1 : -1, { ...situation, price: entry }, rest, [
    `${percent} % of ${shown(situation.equity)} is ${shown(risk)}; ${shown(distance)} a unit are lost between ${shown(entry)} and ${shown(stop)}: ${shown(units)}`,
  ]);
}

/** equity × percent ÷ (multiple × ATR). */
export function sizeByAtr(situation: SizingSituation, { atr, multiple = 2, side, ...rest }: AtrSize): SizedPosition {
  requireNumber(atr > 0, 'atr', atr, 'an average true range above zero; is the indicator ready?');
  requireNumber(multiple > 0, 'multiple', multiple, 'a number above zero');
  const distance = multiple * atr;
  const stop = side === 'sell' ? situation.price + distance : situation.price - distance;
  requireNumber(stop > 0, 'atr', atr, `a range of which ${multiple} are less than the price ${situation.price}`);
  const sized = sizeByRisk(situation, { stop, ...rest });
  return { ...sized, reasons: [`stop at ${shown(multiple)} × ATR ${shown(atr)}`, ...sized.reasons] };
}

/** fraction × (winRate − (1 − winRate) ÷ winLossRatio) of equity; nothing where the odds are against (Kelly, 1956). */
export function sizeByKelly(situation: SizingSituation, kelly: KellySize): SizedPosition {
  const { winRate, winLossRatio, fraction = 0.5, side } = kelly;
  requireNumber(winRate >= 0 && winRate <= 1, 'winRate', winRate, 'a part from 0 to 1');
  requireNumber(winLossRatio > 0, 'winLossRatio', winLossRatio, 'average win ÷ average loss, above zero');
  requireNumber(fraction > 0 && fraction <= 1, 'fraction', fraction, 'a part from 0 to 1');
  const full = winRate - (1 - winRate) / winLossRatio;
  const part = Math.max(0, full) * fraction;
  const value = situation.equity * part;
  const units = value / (situation.price * situation.unitValue);
  return capSize(units, side === 'sell' ? -1 : 1, situation, kelly, [
    `Kelly ${shown(full)} × ${shown(fraction)} of ${shown(situation.equity)} is ${shown(value)}, at ${shown(situation.price)}: ${shown(units)}`,
  ]);
}

/**
 * Optimal f (Vince, 1990): the fraction f that makes Π (1 + f × outcome ÷ |largest loss|) largest, and from it
 * f × equity ÷ |largest loss| units. Nothing where past trades lost on balance.
 */
export function sizeByOptimalF(situation: SizingSituation, options: OptimalFSize): SizedPosition {
  const { outcomes, side } = options;
  const largestLoss = Math.min(...outcomes, 0);
  requireNumber(
    outcomes.length > 0 && largestLoss < 0,
    'outcomes',
    outcomes.length,
    'past trades, a losing one among them',
  );
  const f = optimalF(outcomes, -largestLoss);
  const units = (f * situation.equity) / -largestLoss;
  return capSize(units, side === 'sell' ? -1 : 1, situation, options, [
    `optimal f ${shown(f)} of ${shown(situation.equity)} by the largest loss ${shown(-largestLoss)}: ${shown(units)}`,
  ]);
}

/** Where the growth of past trades is largest, to a thousandth; 0 where they lost on balance. */
export function optimalF(outcomes: readonly number[], largestLoss: number): number {
  let best = 0;
  let bestGrowth = 0;
  for (let step = 1; step < 1_000; step += 1) {
    const f = step / 1_000;
    let growth = 0;
    for (const outcome of outcomes) growth += Math.log(1 + (f * outcome) / largestLoss);
    if (growth <= bestGrowth) continue;
    best = f;
    bestGrowth = growth;
  }
  return best;
}

function requireNumber(isRight: boolean, name: string, received: number, expected: string): void {
  if (isRight) return;
  throw new LockstepError('SIZE_INVALID', `Sizing got ${name} ${received}; expected ${expected}.`);
}
