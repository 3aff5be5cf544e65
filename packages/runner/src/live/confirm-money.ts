import { createInterface } from 'node:readline/promises';
import { LockstepError } from '@lockstep/core';
import { confirmationPhrase, isConfirmedBy } from '@lockstep/live/config';
import type { LivePlan } from './live-plan.ts';

/** Asks a person something, and gives back what was typed; null where there is nobody to ask. */
export type Question = (text: string) => Promise<string | null>;

/**
 * Lets a person say yes to real money, where the plan needs that.
 *
 * @returns whether the phrase was typed; false where none is needed
 * @throws LockstepError `REAL_MONEY_REFUSED` when something else is missing, or the phrase was not typed
 */
export async function confirmMoney({ money, broker, account }: LivePlan, ask: Question): Promise<boolean> {
  if (money.account === 'paper' || money.account === 'real') return false;
  if (money.account === 'refused') throw refused(money.reason);
  const phrase = confirmationPhrase(account);
  const typed = await ask(`This trades real money at ${broker}. Type "${phrase}" to go on: `);
  if (typed === null) throw refused(`${money.reason} There is no terminal to type at.`);
  if (!isConfirmedBy(typed, account)) throw refused(`"${phrase}" was not typed: nothing was started.`);
  return true;
}

/** Asks at the terminal of this process. */
export async function askAtTerminal(text: string): Promise<string | null> {
  if (process.stdin.isTTY !== true) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(text);
  } finally {
    terminal.close();
  }
}

function refused(text: string): LockstepError {
  return new LockstepError('REAL_MONEY_REFUSED', text);
}
