import type { RiskLimits } from '@lockstep/core';
import type { TradingEnvironment } from './trading-environment.ts';

/** Limits without which real money is refused: one that bounds a position, and one that bounds a day's loss. */
const POSITION_LIMITS = ['maxPositionValue', 'maxPositionPercent', 'maxOrderValue'] as const;
const LOSS_LIMITS = [
  'maxConsecutiveLosses',
  'maxDailyLossPercent',
  'maxDailyLossAmount',
  'maxDrawdownFromDayHighPercent',
] as const;

/** What decides whether real money may be traded. */
export interface MoneyQuestion {
  readonly environment: TradingEnvironment;
  readonly risk: RiskLimits | undefined;
  /** How a person said yes: by typing the phrase, by `--yes-live`, or not at all. */
  readonly confirmation: 'typed' | 'flag' | 'none';
}

/** The account that a run may use. */
export type MoneyDecision =
  /** Paper, and why. `overruled`: real money was asked for with a confirmation, and is not given. */
  | { readonly account: 'paper'; readonly reason: string; readonly overruled: boolean }
  /** Everything is in place but a person's yes: ask for the phrase, or for `--yes-live`; without it, do not start. */
  | { readonly account: 'unconfirmed'; readonly reason: string }
  /** Real money is meant and must not be traded like this: do not start. */
  | { readonly account: 'refused'; readonly reason: string }
  | { readonly account: 'real'; readonly reason: string };

/**
 * Whether real money is allowed: in production, with LIVE_TRADING_ENABLED, with limits, and with a person's yes. Anything
 * less is paper; USE_PAPER_TRADING always leads back to it.
 */
export function decideMoney({ environment: settings, risk, confirmation }: MoneyQuestion): MoneyDecision {
  const paper = (reason: string): MoneyDecision => ({ account: 'paper', reason, overruled: confirmation !== 'none' });
  const { environment, liveTradingEnabled, usePaperTrading } = settings;
  if (usePaperTrading) return paper('USE_PAPER_TRADING is true: paper, whatever else is set.');
  if (environment !== 'production') {
    return paper(`ENVIRONMENT is ${environment}: paper. Real money needs ENVIRONMENT=production.`);
  }
  if (!liveTradingEnabled) return paper('LIVE_TRADING_ENABLED is not true: paper. Real money needs it.');
  const missing = missingLimits(risk);
  if (missing !== null) return { account: 'refused', reason: missing };
  if (confirmation === 'none') {
    const reason = 'Real money needs a person: type the phrase that is asked for, or start with --yes-live.';
    return { account: 'unconfirmed', reason };
  }
  const how = confirmation === 'typed' ? 'confirmed by hand' : 'confirmed with --yes-live';
  return { account: 'real', reason: `Production with LIVE_TRADING_ENABLED, limits set, ${how}.` };
}

/** What a person types to trade real money. */
export function confirmationPhrase(account: string): string {
  return `trade real money on ${account}`;
}

/** Whether a person typed the phrase; spaces around it and capitals do not matter. */
export function isConfirmedBy(typed: string, account: string): boolean {
  return typed.trim().toLowerCase() === confirmationPhrase(account).toLowerCase();
}

function missingLimits(risk: RiskLimits | undefined): string | null {
  const has = (name: keyof RiskLimits): boolean => risk?.[name] !== undefined;
  const lacks = [
    POSITION_LIMITS.some(has) ? null : `a limit of positions (${POSITION_LIMITS.join(', ')})`,
    LOSS_LIMITS.some(has) ? null : `a limit of losses (${LOSS_LIMITS.join(', ')})`,
  ].filter((text) => text !== null);
  if (lacks.length === 0) return null;
  return `Real money is not traded without limits: the section "risk" of lockstep.config.ts needs ${lacks.join(' and ')}.`;
}
