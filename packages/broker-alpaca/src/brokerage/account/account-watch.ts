import { type BrokerageInbox, type Clock, type ExchangeHours, LockstepError, type Timer } from '@lockstep/core';
import type { WireAccount, WireClock } from '../../wire/account.ts';
import type { TradingApi } from '../calls/trading-api.ts';
import { decimalOf } from '../orders/wire-values.ts';
import type { Refusal } from '../requests/order-rules.ts';
import { CashActivities } from './cash-activities.ts';

/** What watching the account works with. */
export interface AccountWatchOptions {
  readonly api: TradingApi;
  readonly clock: Clock;
  readonly paper: boolean;
  readonly inbox: () => BrokerageInbox | null;
  /** Hours that sessions are counted with; undefined where nobody counts. */
  readonly hours?: ExchangeHours | undefined;
}

const LOOK_EVERY_MS = 60_000;
const CLOCK_EVERY_MS = 3_600_000;
/** Differences of this machine's clock from Alpaca's that are told of, ms. */
const SKEW_MS = 1_000;
const LARGE_SKEW_MS = 30_000;
/** How numbers of paper accounts begin. */
const PAPER_PREFIX = 'PA';

/** Looks whether the account may trade, at the start and now and then, and whether clocks agree. */
export class AccountWatch {
  readonly #options: AccountWatchOptions;
  #refusal: Refusal | null = null;
  #told = '';
  #toldHours = '';
  readonly #timers = new Set<Timer>();
  readonly #cash: CashActivities;
  #isOpen = false;
  /** Alpaca's clock less this machine's, ms. */
  skewMs = 0;

  constructor(options: AccountWatchOptions) {
    this.#options = options;
    this.#cash = new CashActivities(options);
  }

  /** Why the account may not trade at present; null where it may. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** @throws LockstepError `BROKER_ACCOUNT` when the account may not trade */
  async open(): Promise<void> {
    const account = await this.#options.api.getAccount();
    const refusal = blockOf(account);
    if (refusal !== null)
      throw new LockstepError('BROKER_ACCOUNT', refusal.text, { details: { status: account.status } });
    this.#take(account);
    this.#tellOfEnvironment(account);
    await this.#compareClocks();
    await this.#cash.open();
    this.#isOpen = true;
    this.#every(LOOK_EVERY_MS, () => this.look());
    this.#every(CLOCK_EVERY_MS, () => this.#compareClocks());
  }

  /** The cash of the account. All that has come into it, or gone, without a trade was told when this settles. */
  balance<T>(read: () => Promise<T>): Promise<T> {
    return this.#cash.balance(read);
  }

  close(): void {
    this.#isOpen = false;
    this.#cash.close();
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  /** Looks at the account now. */
  async look(): Promise<void> {
    this.#take(await this.#options.api.getAccount());
  }

  #every(ms: number, look: () => Promise<void>): void {
    const { clock } = this.#options;
    const timer = clock.at(clock.utcNow() + ms, () => {
      this.#timers.delete(timer);
      // What could not be asked is asked again next time.
      void look()
        .catch(() => undefined)
        .finally(() => {
          if (this.#isOpen) this.#every(ms, look);
        });
    });
    this.#timers.add(timer);
  }

  #take(account: WireAccount): void {
    const before = this.#refusal;
    this.#refusal = blockOf(account);
    if (this.#refusal !== null && before === null) {
      this.#notice(
        'error',
        'ACCOUNT_BLOCKED',
        `${this.#refusal.text} New orders are refused from now on; cancels go on.`,
      );
    } else if (this.#refusal === null && before !== null) {
      this.#notice('info', 'ACCOUNT_UNBLOCKED', 'The account may trade again.');
    }
    this.#tellOfMargin(account);
  }

  /** Once for each thing there is to say. */
  #tellOfMargin({ equity, maintenance_margin: maintenance, pattern_day_trader: isDayTrader }: WireAccount): void {
    const [worth, needed] = [decimalOf(equity), decimalOf(maintenance)];
    const parts: string[] = [];
    if (worth !== null && needed !== null && needed.gt(worth))
      parts.push(
        `The account is short of margin: its equity is ${worth}, its positions need ${needed}. Alpaca refuses what would add to them.`,
      );
    if (isDayTrader === true)
      parts.push('Alpaca marks the account as one of a pattern day trader: it may refuse day trades.');
    const text = parts.join(' ');
    const facts = text.replaceAll(/[\d.]+/g, '');
    if (facts !== this.#told && text !== '') this.#notice('warning', 'ACCOUNT_MARGIN', text);
    this.#told = facts;
  }

  #tellOfEnvironment({ account_number: number }: WireAccount): void {
    const { paper } = this.#options;
    if (number.startsWith(PAPER_PREFIX) === paper) return;
    this.#notice(
      'warning',
      'ACCOUNT_ENVIRONMENT',
      `The account was asked for as one of ${paper ? 'paper' : 'real'} money, and its number does not look like it: see whether it is the right one.`,
    );
  }

  async #compareClocks(): Promise<void> {
    const { api, clock } = this.#options;
    const sentMs = clock.utcNow();
    const wire = await api.getClock();
    const { timestamp } = wire;
    this.#compareSessions(wire);
    const middleMs = (sentMs + clock.utcNow()) / 2;
    this.skewMs = Math.round(Date.parse(timestamp) - middleMs);
    if (Math.abs(this.skewMs) <= SKEW_MS) return;
    const isLarge = Math.abs(this.skewMs) > LARGE_SKEW_MS;
    this.#notice(
      isLarge ? 'error' : 'warning',
      'CLOCK_SKEW',
      `This machine's clock is ${Math.abs(this.skewMs) / 1_000} s ${this.skewMs > 0 ? 'behind' : 'ahead of'} Alpaca's. Set it; days and sessions begin at the wrong time otherwise.`,
    );
  }

  /** A calendar may change while a session runs; each change is told once. */
  #compareSessions({ timestamp, next_open: open, next_close: close }: WireClock): void {
    const { hours } = this.#options;
    if (hours === undefined) return;
    const local = hours.timeZone.toLocal(Date.parse(timestamp));
    const parts = [
      ['opens', hours.nextMarketOpen(local, false), hours.timeZone.toLocal(Date.parse(open))],
      ['closes', hours.nextMarketClose(local, false), hours.timeZone.toLocal(Date.parse(close))],
    ] as const;
    const text = parts
      .filter(([, ours, theirs]) => Number.isFinite(theirs) && ours !== theirs)
      .map(
        ([what, ours, theirs]) => `the market ${what} next on ${localText(theirs)} there, on ${localText(ours)} here`,
      )
      .join('; ');
    if (text !== '' && text !== this.#toldHours)
      this.#notice(
        'error',
        'CALENDAR_DIFFERS',
        `Alpaca has other hours than this session (New York): ${text}. Start the session anew: it takes Alpaca's calendar over then.`,
      );
    this.#toldHours = text;
  }

  #notice(severity: 'info' | 'warning' | 'error', code: string, text: string): void {
    this.#options.inbox()?.message({ kind: 'notice', severity, code, text });
  }
}

/** What keeps an account from trading; null where nothing does. */
function blockOf(account: WireAccount): Refusal | null {
  const { status } = account;
  const because = account.account_blocked
    ? 'the account is blocked'
    : account.trading_blocked
      ? 'trading is blocked'
      : account.trade_suspended_by_user
        ? "trading is suspended in the account's own settings"
        : status !== 'ACTIVE'
          ? `the account is not active (status ${status})`
          : null;
  if (because === null) return null;
  return {
    code: 'ACCOUNT_BLOCKED',
    text: `Alpaca does not let this account trade: ${because}. See the account at Alpaca, or ask its support.`,
  };
}

/** A wall-clock time as `2024-07-03 13:00`. */
function localText(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 16).replace('T', ' ');
}
