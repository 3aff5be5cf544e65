import {
  type BrokerageInbox,
  type BrokerageMessage,
  type Clock,
  Decimal,
  MS_PER_DAY,
  type Timer,
} from '@lockstep/core';
import type { WireCashActivity } from '../../wire/account.ts';
import type { TradingApi } from '../calls/trading-api.ts';
import { decimalOf } from '../orders/wire-values.ts';

/** What looking at money that moves without a trade works with. */
export interface CashActivitiesOptions {
  readonly api: TradingApi;
  readonly clock: Clock;
  readonly inbox: () => BrokerageInbox | null;
}

type CashReason = Extract<BrokerageMessage, { kind: 'cashFlow' }>['reason'];

const LOOK_EVERY_MS = 300_000;
/** How often cash is read in which something is booked at the same time. */
const MOST_READS = 3;
/** Alpaca books some of them late, under the day they belong to. */
const LATEST_DAYS = 7;
const CURRENCY = 'USD';

/** Alpaca's types of activities; those that are not here are corrections where they move money. */
const REASONS: ReadonlyMap<string, CashReason> = new Map<string, CashReason>([
  ['FEE', 'fee'],
  ['CFEE', 'fee'],
  ['PTC', 'fee'],
  ['DIV', 'dividend'],
  ['DIVCGL', 'dividend'],
  ['DIVCGS', 'dividend'],
  ['DIVROC', 'dividend'],
  ['DIVTXEX', 'dividend'],
  ['CIL', 'dividend'],
  ['DIVFEE', 'fee'],
  ['DIVFT', 'tax'],
  ['DIVNRA', 'tax'],
  ['DIVTW', 'tax'],
  ['INT', 'interest'],
  ['INTNRA', 'tax'],
  ['INTTW', 'tax'],
  ['CSD', 'transfer'],
  ['CSR', 'transfer'],
  ['CSW', 'transfer'],
  ['TRANS', 'transfer'],
  ['ACATC', 'transfer'],
  ['JNL', 'transfer'],
  ['JNLC', 'transfer'],
]);

/**
 * Tells of fees, dividends, interest and transfers, each once. What was booked before the cash was read for the first time is
 * in that cash, with which a session begins.
 */
export class CashActivities {
  readonly #options: CashActivitiesOptions;
  readonly #seen = new Set<string>();
  #timer: Timer | null = null;
  #isOpen = false;
  #hasBegun = false;

  constructor(options: CashActivitiesOptions) {
    this.#options = options;
  }

  /** Takes in what there is, and looks now and then from then on. */
  async open(): Promise<void> {
    await this.#look();
    this.#isOpen = true;
    this.#later();
  }

  close(): void {
    this.#isOpen = false;
    this.#timer?.cancel();
    this.#timer = null;
  }

  /**
   * The cash, when all was told that is in it: whoever compares, or takes it over, counts nothing twice. What is booked
   * meanwhile has it read again.
   */
  async balance<T>(read: () => Promise<T>): Promise<T> {
    for (let reads = 1; ; reads += 1) {
      const cash = await read();
      const hasNews = await this.#look();
      if (hasNews && reads < MOST_READS) continue;
      this.#hasBegun = true;
      return cash;
    }
  }

  /** Takes in what is new, and tells of it unless it is in the cash with which a session begins. Gives whether there was any. */
  async #look(): Promise<boolean> {
    const { api, clock } = this.#options;
    const after = new Date(clock.utcNow() - LATEST_DAYS * MS_PER_DAY);
    let hasNews = false;
    for (const activity of await api.listCashActivities(after)) {
      if (this.#seen.has(activity.id)) continue;
      this.#seen.add(activity.id);
      hasNews = true;
      if (this.#hasBegun) this.#tell(activity);
    }
    return hasNews;
  }

  #tell({ id, activity_type: type, net_amount: net, status, date }: WireCashActivity): void {
    const amount = decimalOf(net) ?? Decimal.ZERO;
    if (amount.isZero() || type === 'FILL' || status === 'canceled') return;
    const timeMs = Math.min(Date.parse(date), this.#options.clock.utcNow());
    const reason = REASONS.get(type) ?? 'correction';
    this.#options.inbox()?.message({ kind: 'cashFlow', id, reason, currency: CURRENCY, amount, timeMs });
  }

  #later(): void {
    const { clock } = this.#options;
    this.#timer = clock.at(clock.utcNow() + LOOK_EVERY_MS, () => {
      this.#hasBegun = true;
      // What could not be asked is asked again next time.
      void this.#look()
        .catch(() => undefined)
        .finally(() => {
          if (this.#isOpen) this.#later();
        });
    });
  }
}
