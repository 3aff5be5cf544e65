import { join } from 'node:path';
import {
  AuxiliaryBatch,
  type DataBatch,
  Decimal,
  dayOf,
  formatDay,
  MS_PER_DAY,
  SecurityType,
  type SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
} from '@lockstep/core';
import type { DataRead } from '../data-read.ts';
import { tickBatch } from '../ticks/tick-batches.ts';
import type { TickColumns } from '../ticks/tick-columns.ts';
import type { TickFileLayout } from '../ticks/tick-file-parser.ts';
import { tickRows } from '../ticks/tick-rows.ts';
import type { TickStore } from '../ticks/tick-store.ts';
import { CorporateEvents } from './corporate-events.ts';
import { type CorporateFiles, noteCorporateRows } from './corporate-files.ts';
import { firstAfter } from './first-after.ts';
import { barLocation, impliedDecimals, isMappedType } from './lean-paths.ts';
import type { MapFile } from './map-file.ts';
import { PriceAdjuster } from './price-adjuster.ts';
import { fileDays } from './tradable-days.ts';

/** Reads the ticks of one subscription from a LEAN folder: a file for each trading day, corporate events between them. */
export class LeanTickSource implements SubscriptionSource {
  readonly #dataFolder: string;
  readonly #store: TickStore;
  readonly #request: SubscriptionRequest;
  readonly #isHistory: boolean;
  readonly #read: DataRead;
  readonly #mapFile: MapFile;
  readonly #corporate: CorporateEvents;
  readonly #adjuster: PriceAdjuster;
  readonly #days: Iterator<number, void, void>;
  readonly #batches: DataBatch[] = [];
  #lastPrice: Decimal = Decimal.ZERO;
  #isDone = false;

  constructor(
    request: SubscriptionRequest,
    options: {
      readonly dataFolder: string;
      readonly tickStore: TickStore;
      readonly corporateFiles: CorporateFiles;
      readonly isHistory: boolean;
      /** Notes the files that are read. */
      readonly read: DataRead;
    },
  ) {
    const { config, startUtc, endUtc } = request;
    const { symbol, exchangeHours, isInternal } = config;
    const zone = exchangeHours.timeZone;
    this.#dataFolder = options.dataFolder;
    this.#store = options.tickStore;
    this.#request = request;
    this.#isHistory = options.isHistory;
    this.#mapFile = options.corporateFiles.mapFile(symbol);
    const factorFile = options.corporateFiles.factorFile(symbol, this.#mapFile);
    this.#read = options.read;
    if (isMappedType(symbol.securityType)) noteCorporateRows(symbol, this.#mapFile, factorFile, options.read);
    const startLocal = zone.toLocal(startUtc);
    const lastDay = dayOf(zone.toLocal(options.isHistory ? endUtc : endUtc - 1));
    this.#corporate = new CorporateEvents({
      symbol,
      isInternal,
      zone,
      mapFile: this.#mapFile,
      factorFile,
      startDay: dayOf(startLocal),
    });
    this.#adjuster = new PriceAdjuster(factorFile, config.normalization, {
      isHistory: options.isHistory,
      endDay: lastDay,
    });
    this.#days = fileDays(exchangeHours, startLocal, lastDay, config.dataTimeZone, config.extendedMarketHours);
  }

  next(): DataBatch | null {
    while (this.#batches.length === 0 && !this.#isDone) this.#readDay();
    return this.#batches.shift() ?? null;
  }

  close(): void {
    this.#isDone = true;
    this.#batches.length = 0;
  }

  #readDay(): void {
    const next = this.#days.next();
    if (next.done === true) {
      this.#isDone = true;
      return;
    }
    const day = next.value;
    if (isMappedType(this.#request.config.symbol.securityType)) this.#passTo(day);
    if (this.#isDone || !this.#mapFile.hasData(day)) return;
    const ticks = this.#ticksOf(day);
    if (ticks !== null) this.#hand(ticks, day);
  }

  /** What happens on a day to the security; after a delisting nothing follows. */
  #passTo(day: number): void {
    const events = this.#corporate.passTo(day, this.#lastPrice, this.#lastPrice);
    if (this.#request.auxiliaryEvents && !this.#isHistory && events.length > 0) {
      this.#batches.push(new AuxiliaryBatch(events));
    }
    if (day > this.#mapFile.delistingDay) this.#isDone = true;
  }

  #ticksOf(day: number): TickColumns | null {
    const { symbol, resolution, tickType } = this.#request.config;
    const { folder, daySuffix } = barLocation(this.#dataFolder, symbol, this.#corporate.ticker, resolution, tickType);
    const path = join(folder, formatDay(day) + daySuffix);
    const file = this.#store.read(path, layoutOf(this.#request.config));
    if (file === null) return null;
    this.#read.add(path, () => file.checksum);
    return file.ticks;
  }

  /** Hands over the ticks of a day that lie in the time asked for. */
  #hand(ticks: TickColumns, day: number): void {
    const { config, startUtc, endUtc } = this.#request;
    const time = new Float64Array(ticks.length);
    const midnight = day * MS_PER_DAY;
    for (let row = 0; row < time.length; row += 1) time[row] = config.dataTimeZone.toUtc(midnight + ticks.time[row]!);
    const from = countBefore(time, startUtc);
    const to = this.#isHistory ? firstAfter(time, endUtc) : countBefore(time, endUtc);
    if (from >= to) return;
    const scale = impliedDecimals(config.symbol.securityType);
    const { adjustment } = this.#adjuster.adjustmentOn(day, this.#corporate.sumOfDividends);
    const batch = tickBatch(tickRows(ticks, from, to), config.tickType, time.subarray(from, to), scale, adjustment);
    this.#lastPrice = Decimal.fromNumber(ticks.prices[0]![to - 1]!);
    this.#batches.push(batch);
  }
}

/** Number of the rows before an instant. */
function countBefore(time: Float64Array, utcMs: number): number {
  let count = firstAfter(time, utcMs);
  while (count > 0 && time[count - 1]! >= utcMs) count -= 1;
  return count;
}

function layoutOf({ symbol, tickType }: SubscriptionDataConfig): TickFileLayout {
  const { securityType } = symbol;
  const priceScale = impliedDecimals(securityType);
  const shape = tickType === TickType.Quote ? 'quote' : 'trade';
  if (securityType === SecurityType.Forex || securityType === SecurityType.Cfd) {
    return { shape: 'sides', tail: 'suspicious', priceScale };
  }
  return { shape, tail: securityType === SecurityType.Equity ? 'conditions' : 'suspicious', priceScale };
}
