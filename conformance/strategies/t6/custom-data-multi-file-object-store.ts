import type { CustomDataConfig, DateTime } from '@lockstep/core';
import CustomDataObjectStore from './custom-data-object-store.ts';
import { HOURLY_LINES, StoredPrices } from './hourly-prices.ts';

function keyOf(day: string): string {
  return `CustomData/ExampleCustomData${day.replaceAll('-', '')}`;
}

/** Hours that lie under a key for each day. */
class ExampleCustomData extends StoredPrices {
  override getSource(_config: CustomDataConfig, date: DateTime): ReturnType<StoredPrices['getSource']> {
    return this.stored(keyOf(date.toISODate() ?? ''));
  }

  protected override create(): StoredPrices {
    return new ExampleCustomData();
  }
}

/** The same from several keys of the object store. */
export default class CustomDataMultiFileObjectStore extends CustomDataObjectStore {
  protected override readonly type = ExampleCustomData;

  protected override save(): void {
    for (const [day, lines] of HOURLY_LINES) this.objectStore.save(keyOf(day), lines);
  }
}
