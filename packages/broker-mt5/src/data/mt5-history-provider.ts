import {
  type BarBatch,
  BarBuilder,
  type Clock,
  type DataBatch,
  type HistoryProvider,
  type HistoryRequest,
  LockstepError,
  MS_PER_DAY,
  MS_PER_HOUR,
  quoteBarBatch,
  quoteTickBatch,
  Resolution,
  type SubscriptionDataConfig,
  sleepUntil,
  TickType,
  tradeBarBatch,
  tradeTickBatch,
} from '@lockstep/core';
import { BridgeFailure } from '../bridge/bridge-failure.ts';
import type { Mt5Terminal, TerminalListener } from '../bridge/mt5-terminal.ts';
import type { Instrument } from '../symbols/instrument.ts';
import { SymbolBook } from '../symbols/symbol-book.ts';
import { Timeframe } from '../wire/enums.ts';
import type { WireRates, WireTicks } from '../wire/structures.ts';
import { barRows, quoteBarRows, quoteRows, tradeRows } from './wire-rows.ts';

/** What `Mt5HistoryProvider` is made of. */
export interface Mt5HistoryOptions {
  readonly terminal: Mt5Terminal;
  readonly clock: Clock;
  /** The broker's name of a ticker where it is another: `{ EURUSD: 'EURUSD.m' }`. */
  readonly symbols?: Readonly<Record<string, string>> | undefined;
}

/** Questions are short, so that an order waits for one of them at most; ms. */
const MINUTES_AT_ONCE_MS = 3 * MS_PER_DAY;
const HOURS_AT_ONCE_MS = 180 * MS_PER_DAY;
const TICKS_AT_ONCE_MS = MS_PER_HOUR;
/** A terminal loads its history when it is asked for it first. */
const MOST_TRIES = 5;
const AGAIN_MS = 1_000;
const QUIET: Omit<TerminalListener, 'back'> = { lost: () => undefined, notice: () => undefined };

/**
 * Past prices of a terminal: bars of a minute as it has them, hours and days made of its hours by our calendar, since its days
 * end at its server's midnight; seconds made of its ticks. Bars of the ask are those of the bid and each bar's spread.
 */
export class Mt5HistoryProvider implements HistoryProvider {
  readonly #options: Mt5HistoryOptions;
  readonly #symbols: SymbolBook;

  constructor(options: Mt5HistoryOptions) {
    this.#options = options;
    this.#symbols = new SymbolBook({ session: options.terminal, names: options.symbols });
  }

  /**
   * @throws LockstepError `DATA_KIND_UNSUPPORTED`, `DATA_SYMBOL_MISSING`, `DATA_SOURCE_FAILED`
   */
  async getHistory({ config, startUtc, endUtc }: HistoryRequest): Promise<readonly DataBatch[]> {
    const { terminal } = this.#options;
    if (config.tickType === TickType.OpenInterest)
      throw new LockstepError('DATA_KIND_UNSUPPORTED', `MetaTrader has no open interest of ${config.symbol.value}.`);
    if (endUtc < startUtc) return [];
    const listener: TerminalListener = { ...QUIET, back: () => Promise.resolve() };
    try {
      await terminal.open(listener);
      return await this.#read(config, startUtc, endUtc);
    } catch (error) {
      if (!(error instanceof BridgeFailure)) throw error;
      const text = `The terminal did not give prices of ${config.symbol.value}: ${error.message}.`;
      throw new LockstepError('DATA_SOURCE_FAILED', text, { cause: error });
    } finally {
      terminal.close(listener);
    }
  }

  async #read(config: SubscriptionDataConfig, startUtc: number, endUtc: number): Promise<readonly DataBatch[]> {
    const instrument = await this.#symbols.instrument(config.symbol);
    const until = Math.min(endUtc, this.#options.clock.utcNow());
    const { resolution } = config;
    if (resolution === Resolution.Tick) return this.#ticks(config, instrument, startUtc, until);
    const isWanted = ({ endTime }: { readonly endTime: number }): boolean => endTime >= startUtc && endTime <= until;
    if (resolution === Resolution.Minute) {
      const parts = await this.#bars(config, instrument, startUtc - config.incrementMs, until);
      return parts.map((rates) => this.#batch(config, instrument, rates, isWanted)).filter(isFilled);
    }
    // A day may begin days before it ends: over a weekend.
    const from = startUtc - (resolution === Resolution.Daily ? 5 * MS_PER_DAY : config.incrementMs);
    const finer =
      resolution === Resolution.Second
        ? await this.#ticks(config.unfilled(Resolution.Tick), instrument, from, until)
        : (await this.#bars(config, instrument, from, until)).map((rates) =>
            this.#batch(config.unfilled(Resolution.Hour), instrument, rates, () => true),
          );
    return built(config, finer, until).filter((bar) => isWanted({ endTime: bar.endTime[0]! }));
  }

  #batch(
    config: SubscriptionDataConfig,
    instrument: Instrument,
    rates: WireRates,
    isWanted: (interval: { readonly endTime: number }) => boolean,
  ): BarBatch {
    const { server } = this.#options.terminal;
    return config.tickType === TickType.Quote
      ? quoteBarBatch(config, quoteBarRows(rates, instrument, server), isWanted)
      : tradeBarBatch(config, barRows(rates, server), isWanted);
  }

  /** Bars of a minute or of an hour that start in a span. */
  async #bars({ resolution }: SubscriptionDataConfig, { wire }: Instrument, from: number, to: number) {
    const isMinute = resolution === Resolution.Minute;
    const timeframe = isMinute ? Timeframe.M1 : Timeframe.H1;
    return this.#parts<WireRates>(from, to, isMinute ? MINUTES_AT_ONCE_MS : HOURS_AT_ONCE_MS, 1, (part) =>
      this.#ask('rates', { name: wire.name, timeframe, ...part }),
    );
  }

  async #ticks({ tickType }: SubscriptionDataConfig, { wire }: Instrument, from: number, to: number) {
    const { server } = this.#options.terminal;
    const parts = await this.#parts<WireTicks>(from, to, TICKS_AT_ONCE_MS, 1, (part) =>
      this.#ask('ticks_range', { name: wire.name, ...part }),
    );
    const isWithin = ({ timeMs }: { readonly timeMs: number }): boolean => timeMs >= from && timeMs <= to;
    return parts
      .map((ticks) =>
        tickType === TickType.Quote
          ? quoteTickBatch(quoteRows(ticks, server).filter(isWithin))
          : tradeTickBatch(tradeRows(ticks, server).filter(isWithin)),
      )
      .filter(isFilled);
  }

  /** Answers to a question in parts, each a span of the server's time in seconds, both ends included. */
  async #parts<T>(
    from: number,
    to: number,
    lengthMs: number,
    gapSeconds: number,
    ask: (part: { readonly from: number; readonly to: number }) => Promise<T>,
  ): Promise<T[]> {
    const { server } = this.#options.terminal;
    const last = Math.floor(server.toServer(to) / 1000);
    const answers: T[] = [];
    for (let start = Math.floor(server.toServer(from) / 1000); start <= last; ) {
      const end = Math.min(last, start + lengthMs / 1000);
      answers.push(await ask({ from: start, to: end }));
      start = end + gapSeconds;
    }
    return answers;
  }

  /** Asks again where the terminal has not loaded its history yet. */
  async #ask<T>(method: string, params: object): Promise<T> {
    const { terminal, clock } = this.#options;
    for (let tries = 1; ; tries += 1) {
      try {
        return await terminal.request<T>(method, params);
      } catch (error) {
        if (!(error instanceof BridgeFailure) || error.kind !== 'mt5' || tries === MOST_TRIES) throw error;
        await sleepUntil(clock, clock.utcNow() + AGAIN_MS);
      }
    }
  }
}

function isFilled({ length }: DataBatch): boolean {
  return length > 0;
}

/** Bars made of ticks or shorter bars: those that have ended by an instant, epoch ms UTC. */
function built(config: SubscriptionDataConfig, finer: readonly DataBatch[], byUtc: number): BarBatch[] {
  const builder = new BarBuilder(config);
  const bars: BarBatch[] = [];
  const finish = (untilUtc: number): void => {
    while (!builder.isEmpty && builder.firstEndUtc <= untilUtc) {
      const bar = builder.finishFirst();
      if (bar !== null) bars.push(bar);
    }
  };
  for (const batch of finer as Parameters<BarBuilder['add']>[0][]) {
    for (let row = 0; row < batch.length; row += 1) {
      finish(Math.min(byUtc, batch.time[row]!));
      builder.add(batch, row);
    }
  }
  finish(byUtc);
  return bars;
}
