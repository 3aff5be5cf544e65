import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import { type Clock, Decimal, dayOf, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, type Timer } from '@lockstep/core';
import { NEW_YORK } from '../calendar/trading-day.ts';
import { allPages } from './all-pages.ts';
import type { DataRequests } from './data-requests.ts';

/** When the actions of a day are asked for, ms since midnight in New York: before trading, and again for what came late. */
const LOOKS_MS = [4 * MS_PER_HOUR, 9 * MS_PER_HOUR + 15 * MS_PER_MINUTE];
const TYPES = 'forward_split,reverse_split,cash_dividend';
const MOST_ROWS = 1_000;

/** What a company did over night. */
export type CorporateAction =
  /** Old shares per new share. */
  | { readonly kind: 'split'; readonly id: string; readonly ticker: string; readonly factor: Decimal }
  /** US dollars per share. */
  | { readonly kind: 'dividend'; readonly id: string; readonly ticker: string; readonly amount: Decimal };

/** What watching corporate actions works with. */
export interface CorporateActionWatchOptions {
  readonly client: Alpaca;
  readonly requests: DataRequests;
  readonly clock: Clock;
  /** Tickers that were watched before an instant, epoch ms UTC: whoever came later has begun with what it was then. */
  readonly watchedBefore: (utcMs: number) => readonly string[];
  readonly onAction: (action: CorporateAction) => void;
}

/** Asks each morning of trading for splits and dividends that count from that day on, and tells each once. */
export class CorporateActionWatch {
  readonly #options: CorporateActionWatchOptions;
  readonly #told = new Set<string>();
  #timer: Timer | null = null;

  constructor(options: CorporateActionWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock } = this.#options;
    const now = clock.utcNow();
    const today = dayOf(NEW_YORK.toLocal(now));
    const looks = [today, today + 1].flatMap((day) =>
      LOOKS_MS.map((timeMs) => ({ day, utcMs: NEW_YORK.toUtc(day * MS_PER_DAY + timeMs) })),
    );
    const next = looks.find(({ utcMs }) => utcMs > now);
    if (next === undefined) return;
    this.#timer = clock.at(next.utcMs, () => {
      this.start();
      // What could not be asked is asked for at the next look.
      void this.#look(next.day).catch(() => undefined);
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  async #look(day: number): Promise<void> {
    const { client, requests, watchedBefore, onAction } = this.#options;
    const symbols = watchedBefore(NEW_YORK.toUtc(day * MS_PER_DAY)).join(',');
    if (symbols === '') return;
    const date = new Date(day * MS_PER_DAY);
    const query = { symbols, types: TYPES, start: date, end: date, limit: MOST_ROWS };
    const what = 'the corporate actions of the day';
    const pages = allPages(what, async (pageToken) => {
      const { corporateActions, nextPageToken } = await requests.ask(what, () =>
        client.marketData.corporateActions.corporateActions(pageToken === undefined ? query : { ...query, pageToken }),
      );
      const { forwardSplits = [], reverseSplits = [], cashDividends = [] } = corporateActions;
      const rows: CorporateAction[] = [
        ...[...forwardSplits, ...reverseSplits].map(({ id, symbol, oldRate, newRate }) => ({
          kind: 'split' as const,
          id,
          ticker: symbol,
          factor: Decimal.fromNumber(oldRate).dividedBy(Decimal.fromNumber(newRate)),
        })),
        ...cashDividends.map(({ id, symbol, rate }) => ({
          kind: 'dividend' as const,
          id,
          ticker: symbol,
          amount: Decimal.fromNumber(rate),
        })),
      ];
      return { rows, nextPageToken: nextPageToken ?? null };
    });
    for await (const rows of pages) {
      for (const action of rows) {
        const key = `${action.kind} ${action.ticker} ${day} ${action.id}`;
        if (this.#told.has(key)) continue;
        this.#told.add(key);
        onAction(action);
      }
    }
  }
}
