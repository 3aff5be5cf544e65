import { MS_PER_MINUTE, type Timer } from '@lockstep/core';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { ACCOUNT_SUMMARY, ACCOUNT_SUMMARY_END } from '../wire/account-messages.ts';
import { CANCEL_ACCOUNT_SUMMARY, REQ_ACCOUNT_SUMMARY } from '../wire/requests.ts';
import type { AccountParts } from './account-desk.ts';
import { accountFigures } from './account-figures.ts';

const MOST_SUMMARIES = 2;
const REPEAT_MS = 3 * MS_PER_MINUTE;

/** A summary that a client is told, and told again when it changes. */
interface Summary {
  readonly tags: readonly string[];
  readonly told: Map<string, string>;
  timer: Timer;
}

/** Tells clients chosen figures of the account. */
export class SummaryDesk {
  readonly #parts: AccountParts;
  readonly #summaries = new Map<ClientSession, Map<string, Summary>>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_ACCOUNT_SUMMARY, (session, { reqId, tags }) => this.#subscribe(session, reqId, tags.split(','))),
      handlerOf(CANCEL_ACCOUNT_SUMMARY, (session, { reqId }) => this.#cancel(session, reqId)),
    ];
  }

  forget(session: ClientSession): void {
    for (const { timer } of this.#summaries.get(session)?.values() ?? []) timer.cancel();
    this.#summaries.delete(session);
  }

  #cancel(session: ClientSession, reqId: string): void {
    const summaries = this.#summaries.get(session);
    summaries?.get(reqId)?.timer.cancel();
    summaries?.delete(reqId);
  }

  #subscribe(session: ClientSession, reqId: string, tags: readonly string[]): void {
    const summaries = this.#summaries.get(session) ?? new Map<string, Summary>();
    this.#summaries.set(session, summaries);
    if (summaries.size >= MOST_SUMMARIES && !summaries.has(reqId)) {
      session.tellError(
        Number(reqId),
        322,
        "Error processing request.-'bN' : cause - Maximum number of account summary requests exceeded",
      );
      return;
    }
    summaries.get(reqId)?.timer.cancel();
    const summary: Summary = {
      tags: tags.map((tag) => tag.trim()),
      told: new Map(),
      timer: this.#later(session, reqId),
    };
    summaries.set(reqId, summary);
    this.#tell(session, reqId, summary);
    session.tell(ACCOUNT_SUMMARY_END.write({ reqId }));
  }

  #later(session: ClientSession, reqId: string): Timer {
    const { clock } = this.#parts;
    return clock.at(clock.utcNow() + REPEAT_MS, () => {
      const summary = this.#summaries.get(session)?.get(reqId);
      if (summary === undefined) return;
      this.#tell(session, reqId, summary);
      summary.timer = this.#later(session, reqId);
    });
  }

  /** What is different from what was told. */
  #tell(session: ClientSession, reqId: string, { tags, told }: Summary): void {
    const { venue, accounts } = this.#parts;
    const account = accounts[0] ?? '';
    const isLedger = tags.some((tag) => tag.startsWith('$LEDGER'));
    for (const { key, value, currency } of accountFigures(venue, account, true)) {
      const isAsked = tags.includes(key) || (isLedger && (key === 'CashBalance' || key === 'ExchangeRate'));
      const name = `${key} ${currency}`;
      if (!isAsked || told.get(name) === value) continue;
      told.set(name, value);
      session.tell(ACCOUNT_SUMMARY.write({ reqId, account, tag: key, value, currency }));
    }
  }
}
