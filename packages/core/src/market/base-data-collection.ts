import { BaseData, type SubscriptionDataSource } from './base-data.ts';

/** Points that end together, as one: what a universe selects from. Types whose source is folded extend it. */
export class BaseDataCollection<T extends BaseData = BaseData> extends BaseData implements Iterable<T> {
  data: readonly T[] = [];

  getSource(..._args: Parameters<BaseData['getSource']>): SubscriptionDataSource | null {
    return null;
  }

  reader(..._args: Parameters<BaseData['reader']>): BaseData | readonly BaseData[] | null {
    return null;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.data[Symbol.iterator]();
  }
}
