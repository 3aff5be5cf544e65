import { zipFile } from '@lockstep/backtester';
import CustomDataObjectStore from './custom-data-object-store.ts';
import { HOURLY_LINES, StoredPrices } from './hourly-prices.ts';

const KEY = 'CustomData/ExampleCustomData.zip';

/** Hours that lie in an archive. */
class ExampleCustomData extends StoredPrices {
  override getSource(): ReturnType<StoredPrices['getSource']> {
    return this.stored(KEY);
  }

  protected override create(): StoredPrices {
    return new ExampleCustomData();
  }
}

/** The same from a zip archive in the object store. */
export default class CustomDataZippedObjectStore extends CustomDataObjectStore {
  protected override readonly type = ExampleCustomData;

  protected override save(): void {
    this.objectStore.saveBytes(KEY, zipFile('data', Buffer.from([...HOURLY_LINES.values()].join('\n'))));
  }
}
