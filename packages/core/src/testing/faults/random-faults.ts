import type { BrokerageMessage } from '../../brokerage/brokerage.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import type { LineFaults, LineQuestion, LineRequest, QuestionFate, RequestFate, TellingFate } from './line-faults.ts';
import type { SeededRandom } from './seeded-random.ts';

/** How bad a line is: probabilities from 0 to 1, and delays in ms. */
export interface LineQuality {
  readonly lost: number;
  readonly timeout: number;
  readonly refused: number;
  readonly throws: number;
  readonly dropped: number;
  readonly doubled: number;
  readonly questionFails: number;
  readonly questionSilent: number;
  /** Of an answer that tells of the past. */
  readonly stale: number;
  readonly longestStaleMs: number;
  /** Of a delay that is longer than usual. */
  readonly slow: number;
  readonly longestDelayMs: number;
}

/** A line on which nothing goes wrong. */
export const GOOD_LINE: LineQuality = {
  lost: 0,
  timeout: 0,
  refused: 0,
  throws: 0,
  dropped: 0,
  doubled: 0,
  questionFails: 0,
  questionSilent: 0,
  stale: 0,
  longestStaleMs: 0,
  slow: 0,
  longestDelayMs: 0,
};

const USUAL_DELAY_MS = 40;

/** Faults by chance. The quality may change on the way. */
export class RandomFaults implements LineFaults {
  quality: LineQuality;
  readonly #random: SeededRandom;
  /** How often each name has come at the present instant. */
  readonly #counts = new Map<string, number>();
  #countedMs = Number.NaN;

  constructor(quality: LineQuality, random: SeededRandom) {
    this.quality = quality;
    this.#random = random;
  }

  /** Faults of something with a name, at an instant: the same whatever else goes over the line, and in which order. */
  of(name: string, utcMs: number): RandomFaults {
    if (utcMs !== this.#countedMs) this.#counts.clear();
    this.#countedMs = utcMs;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return new RandomFaults(
      this.quality,
      this.#random
        .fork(hash(name))
        .fork(utcMs % 2 ** 32)
        .fork(count),
    );
  }

  request(_kind: LineRequest): RequestFate {
    const { lost, timeout, refused, throws } = this.quality;
    const drawn = this.#random.next();
    if (drawn < lost) return 'lost';
    if (drawn < lost + timeout / 2) return 'timeoutBefore';
    if (drawn < lost + timeout) return 'timeoutAfter';
    if (drawn < lost + timeout + refused) return 'refused';
    return drawn < lost + timeout + refused + throws ? 'throws' : 'arrives';
  }

  telling(_what: OrderEvent | BrokerageMessage): TellingFate {
    const drawn = this.#random.next();
    const { dropped, doubled } = this.quality;
    if (drawn < dropped) return 'dropped';
    return drawn < dropped + doubled ? 'doubled' : 'arrives';
  }

  question(_kind: LineQuestion): QuestionFate {
    const { questionFails, questionSilent } = this.quality;
    const drawn = this.#random.next();
    if (drawn < questionFails) return 'fails';
    return drawn < questionFails + questionSilent ? 'silent' : 'answered';
  }

  requestDelayMs(): number {
    return this.#delayMs();
  }

  tellingDelayMs(): number {
    return this.#delayMs();
  }

  questionDelayMs(): number {
    return this.#delayMs();
  }

  #delayMs(): number {
    const { slow, longestDelayMs } = this.quality;
    const isSlow = this.#random.chance(slow);
    return this.#random.integer(0, isSlow ? longestDelayMs : USUAL_DELAY_MS);
  }

  staleMs(_kind: LineQuestion): number {
    const { stale, longestStaleMs } = this.quality;
    return this.#random.chance(stale) ? this.#random.integer(0, longestStaleMs) : 0;
  }
}

/** A number of 32 bits of a text (FNV-1a). */
function hash(text: string): number {
  let mixed = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1)
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01_00_01_93) >>> 0;
  return mixed;
}
