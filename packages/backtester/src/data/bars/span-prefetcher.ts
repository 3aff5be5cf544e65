import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { type ReadAheadStart, SLOTS, SlotState, type SpanDelivery, type SpanOrder, spanOf } from './span-message.ts';
import type { Span, SpanRequest } from './span-reader.ts';

/** The built package has the thread's program beside its own; from sources there is none, and nothing is read ahead. */
const PROGRAM = new URL('./span-worker.js', import.meta.url);
/** A thread that takes longer over one span is given up. */
const PATIENCE_MS = 10_000;

/**
 * Reads spans in a second thread before they are asked for. It only saves time: a span that the thread has not begun
 * is left to the caller, as are all when there is no thread.
 */
export class SpanPrefetcher {
  readonly #cacheFolder: string | null;
  readonly #program: URL;
  readonly #states = new Int32Array(new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT));
  readonly #running = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #slots = new Map<string, number>();
  readonly #delivered = new Map<number, SpanDelivery>();
  #port: MessagePort | null = null;
  #canStart: boolean;

  constructor(cacheFolder: string | null, program: URL = PROGRAM) {
    this.#cacheFolder = cacheFolder;
    this.#program = program;
    this.#canStart = availableParallelism() > 1 && existsSync(fileURLToPath(program));
  }

  /** Whether the thread is there. */
  get isRunning(): boolean {
    return Atomics.load(this.#running, 0) === 1;
  }

  /** Whether a span has been ordered and not taken yet. */
  expects(key: string): boolean {
    return this.#slots.has(key);
  }

  /** Orders a span; does nothing when that is impossible or too much is ordered already. */
  expect(request: SpanRequest): void {
    if (!this.isRunning) this.#start();
    const slot = this.#states.indexOf(SlotState.Free);
    if (this.#port === null || slot < 0) return;
    this.#slots.set(request.key, slot);
    Atomics.store(this.#states, slot, SlotState.Waiting);
    this.#port.postMessage({ slot, request } satisfies SpanOrder);
  }

  /** A span that was ordered, when the thread has read it or is about to; else undefined: the caller then reads it. */
  take(key: string): Span | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    this.#slots.delete(key);
    const before = Atomics.compareExchange(this.#states, slot, SlotState.Waiting, SlotState.Withdrawn);
    if (before === SlotState.Waiting) return undefined;
    if (Atomics.wait(this.#states, slot, SlotState.Reading, PATIENCE_MS) === 'timed-out') {
      this.#giveUp();
      return undefined;
    }
    this.#receive();
    const columns = this.#delivered.get(slot)?.span ?? null;
    this.#delivered.delete(slot);
    Atomics.store(this.#states, slot, SlotState.Free);
    return columns === null ? undefined : spanOf(columns);
  }

  #receive(): void {
    for (;;) {
      const received = this.#port === null ? undefined : receiveMessageOnPort(this.#port);
      if (received === undefined) return;
      const delivery = received.message as SpanDelivery;
      this.#delivered.set(delivery.slot, delivery);
    }
  }

  #start(): void {
    if (!this.#canStart) return;
    this.#forget();
    const { port1, port2 } = new MessageChannel();
    const shared = { states: this.#states, running: this.#running };
    const workerData: ReadAheadStart = { cacheFolder: this.#cacheFolder, port: port2, ...shared };
    Atomics.store(this.#running, 0, 1);
    try {
      const worker = new Worker(this.#program, { workerData, transferList: [port2], execArgv: [] });
      worker.on('error', () => this.#giveUp());
      worker.unref();
      this.#port = port1;
    } catch {
      this.#giveUp();
    }
  }

  #giveUp(): void {
    this.#canStart = false;
    this.#forget();
  }

  #forget(): void {
    Atomics.store(this.#running, 0, 0);
    this.#port?.close();
    this.#port = null;
    this.#slots.clear();
    this.#delivered.clear();
    this.#states.fill(SlotState.Free);
  }
}
