import {
  type Clock,
  type DataFeed,
  ExactPrices,
  type FeedListener,
  PushSource,
  Resolution,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickBatch,
  TickType,
} from '@lockstep/core';

const MIDDLE_CENTS = 5_000_000;
const NO_QUANTITIES = new Float64Array(0);

/** Quotes of one symbol, pushed one by one as a socket's callback would. */
export class QuoteFeed implements DataFeed {
  readonly #clock: Clock;
  #listener: FeedListener | null = null;
  #source: PushSource | null = null;
  pushed = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  connect(listener: FeedListener): void {
    this.#listener = listener;
  }

  subscribe({ config }: SubscriptionRequest): SubscriptionSource {
    const source = new PushSource(null, () => undefined);
    if (config.tickType === TickType.Quote && config.resolution === Resolution.Tick) this.#source = source;
    return source;
  }

  push(): void {
    this.pushed += 1;
    // Up and down by some dollars, without randomness.
    const cents = MIDDLE_CENTS + Math.round(500 * Math.sin(this.pushed / 3_000));
    const bidPrice = Float64Array.of(cents / 100);
    const askPrice = Float64Array.of((cents + 1) / 100);
    const batch = new TickBatch({
      tickType: TickType.Quote,
      time: Float64Array.of(this.#clock.utcNow()),
      value: Float64Array.of((bidPrice[0]! + askPrice[0]!) / 2),
      quantity: NO_QUANTITIES,
      bidPrice,
      bidSize: Float64Array.of(1),
      askPrice,
      askSize: Float64Array.of(1),
      exchange: Uint8Array.of(0),
      exchanges: [''],
      saleCondition: Uint32Array.of(0),
      suspicious: Uint8Array.of(0),
      exact: new ExactPrices([bidPrice, askPrice], 2),
    });
    this.#source?.push(batch);
    this.#listener?.arrived();
  }
}
