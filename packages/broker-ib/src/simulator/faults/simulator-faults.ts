import type { WireMessage } from '../wire/layout.ts';
import {
  ARRIVES,
  type RequestFate,
  type RequestMatch,
  type SeenRequest,
  type TellingFate,
  type TellingMatch,
  type WireFaults,
} from './telling-fate.ts';

/** A refusal that an order gets whatever it is. */
export interface ScriptedRefusal {
  readonly code: number;
  readonly text: string;
  /**
   * In which order error and status come; `errorOnly` for those that have no status, `statusOnly` for those that have no
   * error. @defaultValue errorFirst
   */
  readonly shape?: 'errorFirst' | 'statusFirst' | 'errorOnly' | 'statusOnly' | undefined;
  /** JSON in the field for advanced rejects, or what is none. */
  readonly advancedReject?: string | undefined;
}

interface Rule<M, F> {
  readonly matches: (message: M) => boolean;
  readonly fate: F;
  left: number;
}

/**
 * What goes wrong, on the wire and behind it. Rules that were made last come first; what no rule is about is decided by
 * `random`, if that is set.
 */
export class SimulatorFaults implements WireFaults {
  /** Decides where no rule matches: faults by a seed, or any of one's own. */
  random: WireFaults | null = null;
  /** Refusals of the next new orders, in turn. */
  readonly refusals: ScriptedRefusal[] = [];
  /** Refusals of the next changes of orders, in turn. */
  readonly changeRefusals: ScriptedRefusal[] = [];
  /** Into which parts the next fills are cut, in turn; the last part is whatever is left. */
  readonly splits: (readonly number[])[] = [];
  /** For how long shares are looked for before the next sales work, in turn, ms. */
  readonly locates: number[] = [];
  /** How long the next cancels take, in turn, ms. */
  readonly cancelDelays: number[] = [];
  readonly #tellings: Rule<WireMessage, TellingFate>[] = [];
  readonly #requests: Rule<SeenRequest, RequestFate>[] = [];

  /**
   * What becomes of the next things told that match.
   *
   * @param match a predicate, or the name of the client's event, such as `execDetails`
   * @param times how many of them; infinity for all from now on
   */
  onTelling(match: TellingMatch | string, fate: TellingFate, times = 1): void {
    const matches = typeof match === 'string' ? ({ name }: WireMessage): boolean => name === match : match;
    this.#tellings.unshift({ matches, fate, left: times });
  }

  /**
   * What becomes of the next requests that match.
   *
   * @param match a predicate, or the name of the client's method, such as `placeOrder`
   */
  onRequest(match: RequestMatch | string, fate: RequestFate, times = 1): void {
    const matches = typeof match === 'string' ? ({ name }: SeenRequest): boolean => name === match : match;
    this.#requests.unshift({ matches, fate, left: times });
  }

  /** Forgets all rules and scripts. */
  clear(): void {
    this.random = null;
    for (const list of [this.refusals, this.changeRefusals, this.splits, this.locates, this.cancelDelays])
      list.length = 0;
    this.#tellings.length = 0;
    this.#requests.length = 0;
  }

  request(request: SeenRequest): RequestFate {
    return take(this.#requests, request) ?? this.random?.request(request) ?? ARRIVES;
  }

  telling(message: WireMessage): TellingFate {
    return take(this.#tellings, message) ?? this.random?.telling(message) ?? ARRIVES;
  }
}

function take<M, F>(rules: Rule<M, F>[], message: M): F | undefined {
  const rule = rules.find(({ matches }) => matches(message));
  if (rule === undefined) return undefined;
  rule.left -= 1;
  if (rule.left <= 0) rules.splice(rules.indexOf(rule), 1);
  return rule.fate;
}
