import { NOTHING_YET, type SubscriptionSource } from '../../data/data-feed.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { type DataBatch, DataKind } from '../../market/data-batch.ts';

/** A bar as a contract suite compares it: times and prices. */
export interface BarRow {
  readonly time: number;
  readonly endTime: number;
  readonly prices: readonly number[];
}

/** Everything that a source gives, at once or later, up to its end or to where a live one has no more. */
export async function readAll(source: SubscriptionSource): Promise<DataBatch[]> {
  const batches: DataBatch[] = [];
  for (;;) {
    const batch = await source.next();
    if (batch === null || batch === NOTHING_YET) return batches;
    batches.push(batch);
  }
}

/** The bars of batches, in their order; corporate events are left out. */
export function barRows(batches: readonly DataBatch[]): BarRow[] {
  const rows: BarRow[] = [];
  for (const batch of batches) {
    if (batch.kind === DataKind.Auxiliary) continue;
    const columns = priceColumns(batch);
    for (let row = 0; row < batch.length; row += 1) {
      rows.push({
        time: batch.time[row]!,
        endTime: batch.endTime[row]!,
        prices: columns.map((column) => column[row]!),
      });
    }
  }
  return rows;
}

/** The bars within the hours that a subscription is for: the engine leaves out others, and a feed may. */
export function rowsInHours(batches: readonly DataBatch[], config: SubscriptionDataConfig): BarRow[] {
  const { exchangeHours: hours, extendedMarketHours } = config;
  const zone = hours.timeZone;
  return barRows(batches).filter(({ time, endTime }) =>
    hours.isOpenBetween(zone.toLocal(time), zone.toLocal(endTime), extendedMarketHours),
  );
}

/** Open, high, low and close of trades, or of bid and then ask; the value of ticks. */
export function priceColumns(batch: Exclude<DataBatch, { kind: typeof DataKind.Auxiliary }>): Float64Array[] {
  if (batch.kind === DataKind.Tick) return [batch.value];
  if (batch.kind === DataKind.TradeBar) return [batch.open, batch.high, batch.low, batch.close];
  const { bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose } = batch;
  return [bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose];
}

/** Whether no row comes before the one ahead of it, and each ends after it starts. */
export function isInOrder(rows: readonly BarRow[]): boolean {
  return rows.every(
    ({ time, endTime }, index) => time < endTime && (index === 0 || endTime > rows[index - 1]!.endTime),
  );
}
