import { LockstepError } from '../../errors/lockstep-error.ts';
import type { TradeBarInput } from '../indicator-data-point.ts';

/** What an instance of a class of the package takes one after the other and gives back; undefined while it has no value. */
interface StreamingCalculator {
  nextValue(input: never): unknown;
}

/** A class of the package technicalindicators that can be fed step by step. */
export type TechnicalIndicatorClass = new (input: never) => StreamingCalculator;

/** What a class gives at each step: a number, or several by name. */
export type TechnicalIndicatorOutput<C extends TechnicalIndicatorClass> = NonNullable<
  ReturnType<InstanceType<C>['nextValue']>
>;

const BAR_SERIES = ['open', 'high', 'low', 'close', 'volume'] as const;
const MOST_PROBES = 5_000;

/** An instance of a class of the package, the data it wants, and how long it takes until it has a value. */
export class TechnicalCalculator {
  /** Whether it takes bars; else it takes single values. */
  readonly takesBars: boolean;
  readonly takesVolume: boolean;
  readonly warmUpPeriod: number;
  readonly name: string;
  readonly #Class: new (
    input: object,
  ) => StreamingCalculator;
  readonly #parameters: object;
  #instance: StreamingCalculator;

  /** @throws LockstepError `INDICATOR_INVALID` for a class that takes neither values nor bars, or cannot be fed step by step */
  constructor(Class: TechnicalIndicatorClass, parameters: object) {
    this.name = Class.name;
    this.#Class = Class as unknown as new (input: object) => StreamingCalculator;
    this.#parameters = parameters;
    const asked = new Set<string>();
    this.#instance = this.#make((series) => asked.add(series));
    this.takesBars = BAR_SERIES.some((series) => asked.has(series));
    this.takesVolume = asked.has('volume');
    if (!this.takesBars && !asked.has('values')) {
      throw this.#invalid(
        'takes neither values nor bars; only classes that are fed with one of them can be an indicator',
      );
    }
    this.warmUpPeriod = this.#countUntilReady();
    this.reset();
  }

  next(input: number | TradeBarInput): unknown {
    return this.#instance.nextValue(input as never);
  }

  reset(): void {
    this.#instance = this.#make(() => {});
  }

  /** A new instance without past data; each series that it looks at is told. */
  #make(tell: (series: string) => void): StreamingCalculator {
    const input = { ...this.#parameters };
    for (const series of ['values', ...BAR_SERIES]) {
      const none: number[] = [];
      Object.defineProperty(input, series, {
        enumerable: true,
        get: () => {
          tell(series);
          return none;
        },
      });
    }
    try {
      return new this.#Class(input);
    } catch (error) {
      throw this.#invalid(`refuses its parameters: ${String(error)}`);
    }
  }

  /** How many inputs it takes until nothing of the output is missing, found with prices that are made up. */
  #countUntilReady(): number {
    for (let count = 1; count <= MOST_PROBES; count++) {
      const close = 100 + 10 * Math.sin(count);
      const [open, high, low, volume] = [close - Math.cos(count), close + 2, close - 2, 1_000 + count];
      const bar = { endTimeMs: count, value: close, open, high, low, close, volume };
      try {
        if (isComplete(this.next(this.takesBars ? bar : close))) return count;
      } catch (error) {
        throw this.#invalid(`cannot be fed step by step: ${String(error)}`);
      }
    }
    throw this.#invalid(`has no value after ${MOST_PROBES} inputs; look at its parameters`);
  }

  #invalid(what: string): LockstepError {
    return new LockstepError('INDICATOR_INVALID', `${this.name} of technicalindicators ${what}.`);
  }
}

/** Whether an output and all its parts are there. */
export function isComplete(output: unknown): boolean {
  if (output === undefined || output === null) return false;
  if (typeof output === 'object') return Object.values(output).every(isComplete);
  return typeof output === 'boolean' || !Number.isNaN(output);
}
