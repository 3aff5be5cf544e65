import { Algorithm, type BaseDataClass, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { HOURLY_LINES, StoredPrices } from './hourly-prices.ts';

const KEY = 'CustomData/ExampleCustomData';

/** Hours that lie under one key. */
class ExampleCustomData extends StoredPrices {
  override getSource(): ReturnType<StoredPrices['getSource']> {
    return this.stored(KEY);
  }

  protected override create(): StoredPrices {
    return new ExampleCustomData();
  }
}

/** Custom data from the object store comes in slices, has a price, and is the same in history. */
export default class CustomDataObjectStore extends Algorithm {
  protected readonly type: BaseDataClass<StoredPrices> = ExampleCustomData;
  readonly #received: StoredPrices[] = [];

  override initialize(): void {
    this.setStartDate(2017, 8, 18);
    this.setEndDate(2017, 8, 21);
    this.setCash(100_000);
    this.setBenchmark(() => 0);
    this.addData(this.type, 'ExampleCustomData', Resolution.Hour);
    this.save();
  }

  override onData(slice: Slice): void {
    if (!slice.containsKey('ExampleCustomData')) return;
    const data = slice.get(this.type, 'ExampleCustomData');
    requireThat(data !== undefined && data.price > 0, `data without a price: ${data?.price}`);
    const same = slice.get(this.type).get('ExampleCustomData');
    requireThat(same === data, 'the data of the type is other data');
    this.#received.push(data);
  }

  override async onEndOfAlgorithm(): Promise<void> {
    requireThat(this.#received.length > 0, 'no data came');
    requireThat(this.securities.get('ExampleCustomData').price > 0, 'the security has no price');
    const history = await this.history(this.type, 'ExampleCustomData', this.startDate, this.endDate, Resolution.Hour);
    const figures = (data: StoredPrices): string =>
      [data.timeMs, data.value, data.open, data.high, data.low, data.symbol.id].join();
    const [past, seen] = [history.map(figures).join('\n'), this.#received.map(figures).join('\n')];
    requireThat(past === seen, `history has ${history.length} points, ${this.#received.length} came`);
  }

  protected save(): void {
    this.objectStore.save(KEY, [...HOURLY_LINES.values()].join('\n'));
  }
}
