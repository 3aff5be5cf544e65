import type { DeskParts } from '../orders/desk-parts.ts';
import type { TerminalRecord } from '../orders/order-records.ts';

/** Symbols and their prices. */
export class PriceDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
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
    if (security === undefined || !security.hasData) return null;
    const time = server.toServer(security.cache.lastEndTimeMs);
    return {
      time: Math.floor(time / 1000),
      time_msc: time,
      bid: security.bidPrice,
      ask: security.askPrice,
      last: security.price,
      volume: 0,
      volume_real: 0,
      flags: 6,
    };
  }
}
