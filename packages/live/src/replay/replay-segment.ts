import type { BatchJson } from '../inputs/batch-json.ts';
import type { Decision } from '../inputs/decision.ts';
import type { HistoryAnswer, RunOperation, StepLine } from '../inputs/input-line.ts';

/** Something that was taken in at a look into the inbox. */
interface Taken {
  readonly look: number;
  /** What the broker told, as `toJson` writes it; null for an operation. */
  readonly item: unknown;
  readonly operation: RunOperation | null;
}

/** What a session was given and did from one line of its pace to the next. */
export class ReplaySegment {
  readonly decisions: { readonly decision: Decision; readonly goesOn: boolean }[] = [];
  /** Requests for data, by the number of the subscription. */
  readonly subscriptions = new Map<number, string>();
  /** Requests for history, with the answers that came at once. */
  readonly histories = new Map<number, { readonly request: string; readonly answer: HistoryAnswer | null }>();
  /** Answers that came within the step, and those between two. */
  readonly answers: { readonly number: number; readonly answer: HistoryAnswer }[] = [];
  readonly lateAnswers: { readonly number: number; readonly answer: HistoryAnswer }[] = [];
  capabilities: unknown = null;
  account: unknown = null;
  /** When the run began, if that is recorded; epoch ms UTC. */
  beginUtc: number | null = null;
  readonly #data = new Map<number, (BatchJson | null)[]>();
  readonly #taken: Taken[] = [];
  readonly #stored = new Map<string, (string | { readonly base64: string } | null)[]>();
  readonly #keys: (readonly string[])[] = [];

  add(line: StepLine): void {
    switch (line[0]) {
      case 'decision':
        this.decisions.push({ decision: line[1], goesOn: true });
        break;
      case 'failure':
        this.decisions.push({ decision: line[1], goesOn: line[2] });
        break;
      case 'inbox':
        this.#taken.push({ look: line[1], item: line[2], operation: null });
        break;
      case 'operation':
        this.#taken.push({ look: line[1], item: null, operation: line[2] });
        break;
      case 'capabilities':
        this.capabilities = line[1];
        break;
      case 'account':
        this.account = line[1];
        break;
      case 'begin':
        this.beginUtc = line[1];
        break;
      case 'stored':
        append(this.#stored, line[1], line[2]);
        break;
      case 'keys':
        this.#keys.push(line[1]);
        break;
      default:
        this.#addData(line);
    }
  }

  #addData(
    line: Extract<StepLine, readonly ['subscribe' | 'data' | 'history' | 'asks' | 'answers', ...unknown[]]>,
  ): void {
    switch (line[0]) {
      case 'subscribe':
        this.subscriptions.set(line[1], line[2]);
        break;
      case 'data':
        append(this.#data, line[1], line[2]);
        break;
      case 'history':
        this.histories.set(line[1], { request: line[2], answer: line[3] });
        break;
      case 'asks':
        this.histories.set(line[1], { request: line[2], answer: null });
        break;
      default: {
        const [, number, answer, isLate] = line;
        (isLate ? this.lateAnswers : this.answers).push({ number, answer });
      }
    }
  }

  /** The next batch of a subscription, null at its end, or undefined when it got none. */
  dataOf(number: number): BatchJson | null | undefined {
    return this.#data.get(number)?.shift();
  }

  /** What was taken in at a look, in its order. */
  takenAt(look: number): Taken[] {
    const taken: Taken[] = [];
    while (this.#taken[0]?.look === look) taken.push(this.#taken.shift() as Taken);
    return taken;
  }

  /** What was taken in and is not yet, in words. */
  get firstUntaken(): string | null {
    const [first] = this.#taken;
    if (first === undefined) return null;
    return first.operation === null ? 'what the broker had told' : `the operation ${first.operation.kind}`;
  }

  /** What was found under a key; undefined when it was not looked for. */
  storedUnder(key: string): string | { readonly base64: string } | null | undefined {
    return this.#stored.get(key)?.shift();
  }

  keys(): readonly string[] {
    return this.#keys.shift() ?? [];
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
