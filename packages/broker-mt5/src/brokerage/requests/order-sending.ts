import { type Clock, sleepUntil } from '@lockstep/core';
import { BridgeFailure } from '../../bridge/bridge-failure.ts';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import { type RetcodeRule, retcodeRule } from '../../wire/retcodes.ts';
import type { WireRequest, WireSendResult } from '../../wire/structures.ts';

/** What came of a request to trade. */
export type SendingOutcome =
  | { readonly kind: 'done'; readonly result: WireSendResult; readonly rule: RetcodeRule }
  | { readonly kind: 'refused'; readonly code: string; readonly text: string; readonly halts: boolean }
  /** Whether it was carried out is not known. */
  | { readonly kind: 'unknown'; readonly text: string };

export interface OrderSendingOptions {
  readonly session: TerminalSession;
  readonly clock: Clock;
  /** Time after which an answer to an order is no longer waited for, ms. */
  readonly deadlineMs: number;
}

const MOST_FRESH = 3;
const FRESH_MS = 200;
const PRICE_OFF_MS = 1_000;
const PRICE_OFF = 10_021;
const WAITS_MS = [1_000, 2_000, 4_000];

/** What a request is like at each attempt. */
export interface SendingAttempts {
  /** A request at the price of now; null when none can be made. */
  request(): Promise<WireRequest | null>;
  /** The next filling mode, if there is one. */
  other(): boolean;
  /** It is not wanted any more. */
  isUnwanted(): boolean;
}

/** Sends requests to trade, again only after a definite answer that allows it. */
export class OrderSending {
  readonly #options: OrderSendingOptions;

  constructor(options: OrderSendingOptions) {
    this.#options = options;
  }

  async send(attempts: SendingAttempts): Promise<SendingOutcome> {
    const { clock } = this.#options;
    for (let fresh = 0, waits = 0; ; ) {
      const request = await unsent(() => attempts.request());
      if (request !== null && 'kind' in request) return request;
      if (request === null) return refused('NO_PRICE', 'there is no price to send it at');
      const outcome = await this.#once(request);
      if (outcome.kind !== 'answered') return outcome;
      const { result, rule } = outcome;
      const text = refusalText(rule, result.comment);
      if (rule.action === 'done') return { kind: 'done', result, rule };
      if (rule.action === 'ask') return { kind: 'unknown', text };
      if (attempts.isUnwanted()) return refused('CANCELED', 'it was cancelled before it was taken');
      if (rule.action === 'fresh' && fresh < MOST_FRESH) {
        fresh += 1;
        await sleepUntil(clock, clock.utcNow() + (rule.code === PRICE_OFF ? PRICE_OFF_MS : FRESH_MS * fresh));
      } else if (rule.action === 'wait' && waits < WAITS_MS.length) {
        await sleepUntil(clock, clock.utcNow() + WAITS_MS[waits]!);
        waits += 1;
      } else if (rule.action !== 'other' || !attempts.other()) {
        return { ...refused(rule.name, text), halts: rule.action === 'halt' };
      }
    }
  }

  async #once(
    request: WireRequest,
  ): Promise<
    Exclude<SendingOutcome, { kind: 'done' }> | { kind: 'answered'; result: WireSendResult; rule: RetcodeRule }
  > {
    const { session, deadlineMs } = this.#options;
    try {
      const result = await session.request<WireSendResult | null>('order_send', { request }, deadlineMs);
      // An answer that makes no sense is no answer: the order may be there.
      if (typeof result?.retcode !== 'number')
        return { kind: 'unknown', text: 'the bridge answered without a return code' };
      return { kind: 'answered', result, rule: retcodeRule(result.retcode) };
    } catch (error) {
      if (!(error instanceof BridgeFailure)) throw error;
      if (error.sent === false) return refused(codeOf(error), `it was not sent: ${error.message}`);
      return { kind: 'unknown', text: error.message };
    }
  }
}

/** A request that is the same at each attempt. */
export function once(request: WireRequest): SendingAttempts {
  return { request: () => Promise.resolve(request), other: () => false, isUnwanted: () => false };
}

/** A request to make; where that fails, nothing of it was sent, and what was sent before had a definite answer. */
async function unsent(
  request: SendingAttempts['request'],
): Promise<WireRequest | null | Extract<SendingOutcome, { kind: 'refused' }>> {
  try {
    return await request();
  } catch (error) {
    return refused(codeOf(error), `it was not sent: ${messageOf(error)}`);
  }
}

function refused(code: string, text: string): Extract<SendingOutcome, { kind: 'refused' }> {
  return { kind: 'refused', code, text, halts: false };
}

export function refusalText({ text, code }: RetcodeRule, comment: string): string {
  return comment === '' ? `${text} (${code})` : `${text} (${code}, the broker says: ${comment})`;
}

export function codeOf(error: unknown): string {
  if (!(error instanceof BridgeFailure)) return 'NOT_SENT';
  const { kind, code } = error;
  if (kind === 'lost' || kind === 'ipc') return 'NOT_CONNECTED';
  return code === 0 ? kind.toUpperCase() : `${kind.toUpperCase()}${code}`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
