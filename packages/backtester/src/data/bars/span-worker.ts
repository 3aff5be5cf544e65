// The thread that reads ahead: see SpanPrefetcher.
import { workerData } from 'node:worker_threads';
import { columnsOf, type ReadAheadStart, SlotState, type SpanDelivery, type SpanOrder } from './span-message.ts';
import { SpanReader } from './span-reader.ts';

/** Without an order for that long the thread ends. */
const IDLE_MS = 2_000;

const { cacheFolder, port, states, running } = workerData as ReadAheadStart;
const reader = new SpanReader(cacheFolder);

const idle = setTimeout(() => {
  Atomics.store(running, 0, 0);
  port.close();
}, IDLE_MS);

port.on('message', (order: SpanOrder) => {
  idle.refresh();
  const { slot, request } = order;
  if (Atomics.compareExchange(states, slot, SlotState.Waiting, SlotState.Reading) === SlotState.Withdrawn) {
    Atomics.store(states, slot, SlotState.Free);
    return;
  }
  deliver(slot, request);
  Atomics.store(states, slot, SlotState.Read);
  Atomics.notify(states, slot);
});

/** What cannot be read is left to the other thread, which knows whether anybody wants it. */
function deliver(slot: number, request: SpanOrder['request']): void {
  try {
    const { columns, memory } = columnsOf(reader.read(request, null));
    port.postMessage({ slot, span: columns } satisfies SpanDelivery, memory);
  } catch {
    port.postMessage({ slot, span: null } satisfies SpanDelivery);
  }
}
