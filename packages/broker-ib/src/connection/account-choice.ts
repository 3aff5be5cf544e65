import { LockstepError } from '@lockstep/core';

/** Which account is traded. */
export interface AccountChoice {
  /** Its number; where the login has one account only, that one unless given. */
  readonly account?: string | undefined;
  /** It is to be one of paper money, or of real money. Not looked at unless given. */
  readonly paper?: boolean | undefined;
}

/** How numbers of paper accounts begin; those of advisors have an F. */
const PAPER = /^D[A-Z]/;
/** How numbers of advisors' accounts begin, which hold others and are no account to trade. */
const ADVISOR = /^D?F\d/;

/** Whether an account is one of paper money. */
export function isPaperAccount(account: string): boolean {
  return PAPER.test(account);
}

/**
 * The account to trade, of those that a login manages.
 *
 * @throws LockstepError `BROKER_ACCOUNT` where it is not among them, not clear, or of the other kind of money
 */
export function chooseAccount(managed: readonly string[], { account, paper }: AccountChoice): string {
  const all = managed.join(', ');
  if (account !== undefined && !managed.includes(account))
    throw refused(
      `Account ${account} is not among those of this login: ${all}. Set the right number, or log in as its user.`,
    );
  const chosen = account ?? onlyOne(managed, all);
  if (ADVISOR.test(chosen))
    throw refused(
      `Account ${chosen} is an advisor's, which holds the accounts of clients and trades for several at once: expected one of those (IBKR_ACCOUNT), of ${all}.`,
    );
  if (paper !== undefined && isPaperAccount(chosen) !== paper) {
    const [is, wanted] = paper ? ['real', 'paper'] : ['paper', 'real'];
    throw refused(
      `Account ${chosen} is one of ${is} money, and one of ${wanted} money was asked for. TWS listens on 7497 (Gateway 4002) for paper and on 7496 (4001) for real money: see which of the two runs, and on which port.`,
    );
  }
  return chosen;
}

function onlyOne(managed: readonly string[], all: string): string {
  const [first] = managed;
  if (first === undefined || managed.length > 1)
    throw refused(`The login manages several accounts (${all}): say which one is traded (IBKR_ACCOUNT).`);
  return first;
}

function refused(text: string): LockstepError {
  return new LockstepError('BROKER_ACCOUNT', text);
}
