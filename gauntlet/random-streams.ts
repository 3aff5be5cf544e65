/** Draws that a result keeps, so that a port can compare its generator first. */
const RECORDED_DRAWS = 200;

/** Streams of random numbers by what uses them, so that a lost event of one kind does not disturb the others. */
export const Stream = { Data: 0, Schedule: 1, EndOfDay: 2, Consolidator: 3, OrderEvent: 4 } as const;
export type Stream = (typeof Stream)[keyof typeof Stream];

/** Five independent mulberry32 generators on unsigned 32-bit integers. */
export class RandomStreams {
  readonly #states: Uint32Array;
  /** The first raw outputs, in the order in which they were drawn. */
  readonly recorded: (readonly [stream: Stream, value: number])[] = [];

  constructor(seed: number, familyId: number) {
    this.#states = Uint32Array.from({ length: 5 }, (_, stream) => seed * 1_000_003 + familyId * 10_007 + stream * 101);
  }

  /** The next raw output of a stream, 0…2³² − 1. */
  next(stream: Stream): number {
    const state = ((this.#states[stream] as number) + 0x6d2b79f5) >>> 0;
    this.#states[stream] = state;
    const value = mulberry32(state);
    if (this.recorded.length < RECORDED_DRAWS) this.recorded.push([stream, value]);
    return value;
  }

  /** As many numbers from 0 to 999 as asked for. */
  draws(stream: Stream, count: number): number[] {
    return Array.from({ length: count }, () => Math.floor((this.next(stream) * 1000) / 2 ** 32));
  }
}

/** The output for a state that has been advanced already. */
export function mulberry32(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}
