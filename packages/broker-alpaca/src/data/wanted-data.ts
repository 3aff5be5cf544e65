/** Kinds of messages that are subscribed to by symbol. */
export const CHANNELS = ['trades', 'quotes', 'bars', 'updatedBars', 'statuses'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Symbols by channel. */
export type ChannelSymbols = Readonly<Partial<Record<Channel, readonly string[]>>>;

/**
 * What is wanted of the stream, whatever the connection of the moment knows: the truth that every connection is made to
 * follow. The client's own list is overwritten by each acknowledgement and keeps what was refused.
 */
export class WantedData {
  /** How many want it. */
  readonly #counts = new Map<string, number>();
  readonly #refused = new Set<string>();

  /** @returns whether it was not wanted before */
  add(channel: Channel, symbol: string): boolean {
    const key = keyOf(channel, symbol);
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    return count === 0;
  }

  /** @returns whether nobody wants it any more */
  remove(channel: Channel, symbol: string): boolean {
    const key = keyOf(channel, symbol);
    const count = this.#counts.get(key) ?? 0;
    if (count > 1) {
      this.#counts.set(key, count - 1);
      return false;
    }
    this.#refused.delete(key);
    return this.#counts.delete(key);
  }

  /** The server does not give it: it is not asked for again while it is wanted. */
  refuse(channel: Channel, symbol: string): void {
    this.#refused.add(keyOf(channel, symbol));
  }

  isWanted(channel: Channel, symbol: string): boolean {
    const key = keyOf(channel, symbol);
    return this.#counts.has(key) && !this.#refused.has(key);
  }

  /** What should be subscribed. */
  get all(): ChannelSymbols {
    return this.missingIn({});
  }

  get isEmpty(): boolean {
    return CHANNELS.every((channel) => (this.all[channel] ?? []).length === 0);
  }

  /** What should be subscribed and is not in an acknowledgement. */
  missingIn(acknowledged: ChannelSymbols): ChannelSymbols {
    const missing: Partial<Record<Channel, string[]>> = {};
    for (const key of this.#counts.keys()) {
      if (this.#refused.has(key)) continue;
      const [channel, symbol] = partsOf(key);
      if (acknowledged[channel]?.includes(symbol) !== true) (missing[channel] ??= []).push(symbol);
    }
    return missing;
  }
}

function keyOf(channel: Channel, symbol: string): string {
  return `${channel} ${symbol}`;
}

function partsOf(key: string): [Channel, string] {
  const space = key.indexOf(' ');
  return [key.slice(0, space) as Channel, key.slice(space + 1)];
}
