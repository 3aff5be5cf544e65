import { jsonReply, type Reply } from '../http/reply.ts';
import type { Route, RoutedRequest } from '../http/router.ts';

/** A corporate action as Alpaca tells it; dates are `yyyy-MM-dd`. */
export interface WireCorporateAction {
  readonly symbol: string;
  readonly ex_date: string;
  readonly [field: string]: unknown;
}

/** Corporate actions by kind, as Alpaca names them: `cash_dividends`, `forward_splits`, `reverse_splits`, … */
export type SimulatedCorporateActions = Readonly<Record<string, readonly WireCorporateAction[]>>;

const MOST_ROWS = 1_000;
const USUAL_ROWS = 100;

/** Splits, dividends and the like of companies, in pages. */
export class CorporateActionRoutes {
  readonly routes: readonly Route[];
  readonly #actions: SimulatedCorporateActions;

  constructor(actions: SimulatedCorporateActions) {
    this.#actions = actions;
    this.routes = [{ method: 'GET', path: '/v1/corporate-actions', answer: (request) => this.#answer(request) }];
  }

  #answer({ query }: RoutedRequest): Reply {
    const symbols = query.get('symbols')?.split(',') ?? null;
    const types = query.get('types')?.split(',') ?? null;
    const limit = Number(query.get('limit') ?? USUAL_ROWS);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) return jsonReply(400, { message: 'invalid limit' });
    const [start, end] = [query.get('start')?.slice(0, 10) ?? '', query.get('end')?.slice(0, 10) ?? '9999'];
    const from = Number(query.get('page_token') ?? 0);
    if (!Number.isInteger(from) || from < 0) return jsonReply(400, { message: 'invalid page_token' });
    const found = Object.entries(this.#actions).flatMap(([kind, actions]) =>
      actions
        .filter(({ symbol, ex_date: day }) => day >= start && day <= end && (symbols?.includes(symbol) ?? true))
        .filter(() => types === null || types.some((type) => kind === `${type}s`))
        .map((action) => ({ kind, action })),
    );
    const page: Record<string, WireCorporateAction[]> = {};
    for (const { kind, action } of found.slice(from, from + limit)) (page[kind] ??= []).push(action);
    const next = from + limit < found.length ? String(from + limit) : null;
    return jsonReply(200, { corporate_actions: page, next_page_token: next });
  }
}
