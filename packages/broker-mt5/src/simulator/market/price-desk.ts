import type { Security } from '@lockstep/core';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { TerminalRecord } from '../orders/order-records.ts';
import { PriceHistory, type RateRow, type SimulatedMarket, type TickRow } from './price-history.ts';

/** A tick that was published: prices, and when, epoch ms UTC. */
interface Published {
  readonly timeMs: number;
  readonly bid: number;
  readonly ask: number;
}

const QUOTED = 6;
/** Ticks that are kept of a symbol. */
const MOST_KEPT = 20_000;

/** Symbols and their prices. */
export class PriceDesk {
  readonly #parts: DeskParts;
  readonly #history: PriceHistory | null;
  readonly #published = new Map<string, Published[]>();

  /** @param market where past prices come from; without it there are none */
  constructor(parts: DeskParts, market: SimulatedMarket | undefined) {
    this.#parts = parts;
    this.#history = market === undefined ? null : new PriceHistory(market, parts.clock, parts.server);
  }

  /** The market has come to a quote now. */
  publish(name: string, bid: number, ask: number): void {
    const ticks = this.#published.get(name) ?? [];
    this.#published.set(name, ticks);
    ticks.push({ timeMs: this.#parts.clock.utcNow(), bid, ask });
    if (ticks.length > MOST_KEPT) ticks.splice(0, MOST_KEPT / 2);
  }

  /** A security of the venue has come to other prices. One that is only being listed has no name yet. */
  quote({ symbol, bidPrice, askPrice }: Security): void {
    const { venue, instruments } = this.#parts;
    const listed = venue.securities.find(symbol);
    const name = listed === undefined ? undefined : instruments.of(listed)?.name;
    if (name !== undefined) this.publish(name, bidPrice, askPrice);
  }

  async rates(name: string, timeframe: number, from: number, to: number): Promise<readonly RateRow[] | null> {
    const instrument = this.#parts.instruments.find(name);
    if (instrument === null) return null;
    return (await this.#history?.rates(instrument, timeframe, from, to)) ?? [];
  }

  async ticksRange(name: string, from: number, to: number): Promise<readonly TickRow[] | null> {
    const instrument = this.#parts.instruments.find(name);
    if (instrument === null) return null;
    return (await this.#history?.ticks(instrument, from, to)) ?? [];
  }

  /** Ticks from a second of the server on, the oldest first. */
  ticksFrom(name: string, from: number, count: number): readonly TickRow[] {
    const { server } = this.#parts;
    const rows: TickRow[] = [];
    for (const { timeMs, bid, ask } of this.#published.get(name) ?? []) {
      const time = server.toServer(timeMs);
      if (time >= from * 1000 && rows.length < count)
        rows.push([Math.floor(time / 1000), bid, ask, 0, 0, time, QUOTED, 0]);
    }
    return rows;
  }

  symbols(): TerminalRecord[] {
    const { instruments } = this.#parts;
    return instruments.names().map((name) => ({ name }));
  }

  symbol(name: string): TerminalRecord | null {
    const { instruments, server } = this.#parts;
    const instrument = instruments.find(name);
    if (instrument === null) return null;
    const { security, wire } = instrument;
    const isSelected = instruments.selected.has(name);
    return {
      ...wire,
      path: `Simulated\\${name}`,
      description: name,
      select: isSelected,
      visible: isSelected,
      time: Math.floor(server.toServer(security.cache.lastEndTimeMs || 0) / 1000),
      bid: security.bidPrice,
      ask: security.askPrice,
      last: security.price,
    };
  }

  select(name: string): boolean {
    const { instruments } = this.#parts;
    if (instruments.find(name) === null) return false;
    instruments.selected.add(name);
    return true;
  }

  tick(name: string): TerminalRecord | null {
    const { instruments, server } = this.#parts;
    const security = instruments.find(name)?.security;
    if (security === undefined) return null;
    const last = this.#published.get(name)?.at(-1);
    if (last !== undefined) return tickRecord(server.toServer(last.timeMs), last.bid, last.ask, 0);
    if (!security.hasData) return null;
    const time = server.toServer(security.cache.lastEndTimeMs);
    return tickRecord(time, security.bidPrice, security.askPrice, security.price);
  }
}

function tickRecord(time: number, bid: number, ask: number, last: number): TerminalRecord {
  const seconds = Math.floor(time / 1000);
  return { time: seconds, time_msc: time, bid, ask, last, volume: 0, volume_real: 0, flags: QUOTED };
}
