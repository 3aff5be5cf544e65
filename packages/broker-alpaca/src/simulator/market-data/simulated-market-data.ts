import type { IncomingMessage } from 'node:http';
import type { Clock } from '@lockstep/core';
import type { WebSocket } from 'ws';
import type { SimulatorKeys } from '../http/keys.ts';
import type { Route } from '../http/router.ts';
import { CorporateActionRoutes, type SimulatedCorporateActions } from './corporate-action-routes.ts';
import type { StreamMessage } from './data-messages.ts';
import { DataSession, type DataSessionHost } from './data-session.ts';
import { MarketDataFaults } from './market-data-faults.ts';
import type { MarketDataPlan, MarketDataSource } from './market-data-source.ts';
import { MarketPrices } from './market-prices.ts';
import { type PlayedChannel, PricePlayer } from './price-player.ts';
import { StockRoutes } from './stock-routes.ts';

export interface SimulatedMarketDataOptions {
  readonly source: MarketDataSource;
  readonly clock: Clock;
  /** @defaultValue basic */
  readonly plan?: MarketDataPlan | undefined;
  /** How long after its end a bar is told, ms. @defaultValue 0 */
  readonly barDelayMs?: number | undefined;
  readonly corporateActions?: SimulatedCorporateActions | undefined;
}

const BASIC_SYMBOLS = 30;
const BASIC_CONNECTIONS = 1;
const PATH = /^\/v2\/(iex|sip|delayed_sip|test)$/;
const PAID_FEEDS: ReadonlySet<string> = new Set(['sip']);
const PLAYED: readonly PlayedChannel[] = ['bars', 'trades', 'quotes'];

/**
 * Alpaca's market data: questions by HTTP, and a stream by WebSocket. A simulator that is given it
 * answers for it at its own address.
 */
export class SimulatedMarketData {
  readonly routes: readonly Route[];
  readonly faults = new MarketDataFaults();
  readonly #options: SimulatedMarketDataOptions;
  readonly #prices: MarketPrices;
  readonly #sessions = new Map<DataSession, string>();
  readonly #players = new Map<string, PricePlayer>();

  constructor(options: SimulatedMarketDataOptions) {
    const { source, clock, plan = 'basic', corporateActions = {} } = options;
    this.#options = options;
    this.#prices = new MarketPrices(source, clock);
    const stocks = new StockRoutes({ prices: this.#prices, clock, plan, faults: this.faults });
    this.routes = [...stocks.routes, ...new CorporateActionRoutes(corporateActions).routes];
  }

  /** Connections that are open. */
  get sessions(): readonly DataSession[] {
    return [...this.#sessions.keys()];
  }

  /** Takes a connection to one of its streams. @returns whether the path is one */
  accept(socket: WebSocket, { url = '/' }: IncomingMessage, keys: SimulatorKeys): boolean {
    const [, feed] = PATH.exec(new URL(url, 'http://localhost').pathname) ?? [];
    if (feed === undefined) return false;
    const session = new DataSession(socket, this.#host(feed, keys), (closed) => {
      this.#sessions.delete(closed);
      this.#updatePlayers();
    });
    this.#sessions.set(session, feed);
    return true;
  }

  /** Tells something that prices do not show: a halt, a correction, a bar that was changed. */
  tell(message: StreamMessage): void {
    for (const session of this.#sessions.keys()) session.tell(message);
  }

  /** Settles when it is known what comes next. */
  async quiet(): Promise<void> {
    while ([...this.#players.values()].some((player) => !player.isReady)) await new Promise(setImmediate);
  }

  #host(feed: string, keys: SimulatorKeys): DataSessionHost {
    const { clock, plan = 'basic' } = this.#options;
    return {
      clock,
      faults: this.faults,
      symbolLimit: plan === 'basic' ? BASIC_SYMBOLS : Number.POSITIVE_INFINITY,
      authRefusal: (session, key, secret) => (keys.match(key, secret) ? this.#planRefusal(session, feed) : 402),
      changed: () => this.#updatePlayers(),
    };
  }

  /** What the plan has against a connection: an error code, or null. */
  #planRefusal(session: DataSession, feed: string): number | null {
    const { plan = 'basic' } = this.#options;
    if (plan !== 'basic') return null;
    if (PAID_FEEDS.has(feed)) return 409;
    const others = [...this.#sessions].filter(
      ([other, of]) => other !== session && other.isAuthenticated && of === feed,
    ).length;
    return others >= BASIC_CONNECTIONS ? 406 : null;
  }

  /** Plays what somebody listens to, and nothing else. */
  #updatePlayers(): void {
    const wanted = new Set<string>();
    for (const session of this.#sessions.keys())
      for (const channel of PLAYED)
        for (const ticker of session.list(channel)) if (ticker !== '*') wanted.add(`${channel} ${ticker}`);
    for (const [key, player] of this.#players) {
      if (wanted.has(key)) continue;
      player.stop();
      this.#players.delete(key);
    }
    for (const key of wanted) if (!this.#players.has(key)) this.#players.set(key, this.#createPlayer(key));
  }

  #createPlayer(key: string): PricePlayer {
    const [channel, ticker] = key.split(' ') as [PlayedChannel, string];
    const { clock, barDelayMs = 0 } = this.#options;
    return new PricePlayer({
      prices: this.#prices,
      clock,
      ticker,
      channel,
      barDelayMs,
      onMessage: (message) => this.tell(message),
    });
  }
}
