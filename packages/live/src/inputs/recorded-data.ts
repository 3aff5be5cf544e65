import {
  type DataBatch,
  type DataFeed,
  type FeedListener,
  type HistoryProvider,
  type HistoryRequest,
  NOTHING_YET,
  type ObjectStorage,
  type StoredContent,
  type SubscriptionRequest,
  type SubscriptionSource,
} from '@lockstep/core';
import { batchToJson } from './batch-json.ts';
import type { SessionInputs } from './session-inputs.ts';

/** A request for data as the record has it. */
export function requestText({ config, startUtc, endUtc, auxiliaryEvents }: SubscriptionRequest): string {
  const { symbol, tickType, resolution, normalization } = config;
  return [symbol.id, tickType, resolution, normalization, startUtc, endUtc, auxiliaryEvents].join(' ');
}

/** A feed whose data is recorded as it reaches the engine. */
export class RecordedFeed implements DataFeed {
  readonly #feed: DataFeed;
  readonly #inputs: SessionInputs;
  #count = 0;

  constructor(feed: DataFeed, inputs: SessionInputs) {
    this.#feed = feed;
    this.#inputs = inputs;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const number = this.#count++;
    this.#inputs.write(['subscribe', number, requestText(request)]);
    return new RecordedSource(number, this.#feed.subscribe(request), this.#inputs);
  }

  connect(listener: FeedListener): void | Promise<void> {
    return this.#feed.connect?.(listener);
  }

  disconnect(): void | Promise<void> {
    return this.#feed.disconnect?.();
  }
}

class RecordedSource implements SubscriptionSource {
  readonly #number: number;
  readonly #source: SubscriptionSource;
  readonly #inputs: SessionInputs;

  constructor(number: number, source: SubscriptionSource, inputs: SessionInputs) {
    this.#number = number;
    this.#source = source;
    this.#inputs = inputs;
  }

  next(): ReturnType<SubscriptionSource['next']> {
    const batch = this.#source.next();
    return batch instanceof Promise ? batch.then((answer) => this.#record(answer)) : this.#record(batch);
  }

  #record<B extends DataBatch | null | typeof NOTHING_YET>(batch: B): B {
    if (batch !== NOTHING_YET) this.#inputs.data(this.#number, batch);
    return batch;
  }

  close(): void {
    this.#source.close();
  }
}

/** A history whose answers are recorded. */
export class RecordedHistory implements HistoryProvider {
  readonly #history: HistoryProvider;
  readonly #inputs: SessionInputs;
  #count = 0;

  constructor(history: HistoryProvider, inputs: SessionInputs) {
    this.#history = history;
    this.#inputs = inputs;
  }

  getHistory(request: HistoryRequest): readonly DataBatch[] | Promise<readonly DataBatch[]> {
    const number = this.#count++;
    const text = requestText(request);
    const answer = this.#history.getHistory(request);
    if (!(answer instanceof Promise)) {
      this.#inputs.write(['history', number, text, { batches: answer.map(batchToJson) }]);
      return answer;
    }
    this.#inputs.write(['asks', number, text]);
    return this.#await(number, answer);
  }

  async #await(number: number, answer: Promise<readonly DataBatch[]>): Promise<readonly DataBatch[]> {
    const inputs = this.#inputs;
    try {
      const batches = await answer;
      inputs.write(['answers', number, { batches: batches.map(batchToJson) }, inputs.isPacing]);
      return batches;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      inputs.write(['answers', number, { error: text }, inputs.isPacing]);
      throw error;
    }
  }
}

/** An object storage of which is recorded what the strategy finds in it. */
export class RecordedStorage implements ObjectStorage {
  readonly #storage: ObjectStorage;
  readonly #inputs: SessionInputs;

  constructor(storage: ObjectStorage, inputs: SessionInputs) {
    this.#storage = storage;
    this.#inputs = inputs;
  }

  get keys(): readonly string[] {
    const { keys } = this.#storage;
    this.#inputs.write(['keys', keys]);
    return keys;
  }

  read(key: string): StoredContent | undefined {
    const content = this.#storage.read(key);
    const isBytes = content !== undefined && typeof content !== 'string';
    this.#inputs.write([
      'stored',
      key,
      isBytes ? { base64: Buffer.from(content).toString('base64') } : (content ?? null),
    ]);
    return content;
  }

  write(key: string, content: StoredContent): void {
    this.#storage.write(key, content);
  }

  delete(key: string): boolean {
    return this.#storage.delete(key);
  }
}
