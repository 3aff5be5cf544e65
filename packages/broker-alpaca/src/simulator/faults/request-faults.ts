import type { OutgoingHttpHeaders } from 'node:http';
import type { Reply } from '../http/reply.ts';
import { TurnQueue, type Turns } from './turns.ts';

/**
 * What is answered instead of the usual. `lost`: the connection breaks; `never`: it stays open and silent; `empty`: 200
 * without a body; `html401`: as without keys.
 */
export type FaultyReply =
  | 'lost'
  | 'never'
  | 'empty'
  | 'html401'
  | {
      readonly status: number;
      /** JSON; or a text with its type. */
      readonly body?: unknown;
      readonly contentType?: string | undefined;
      readonly headers?: OutgoingHttpHeaders | undefined;
    };

/** Which requests go wrong, and how. */
export interface RequestFault extends Turns {
  readonly method?: string | undefined;
  /** Beginning of the path; of all paths unless given. */
  readonly path?: string | undefined;
  /** Whether the request is carried out. @defaultValue true */
  readonly executes?: boolean | undefined;
  /** Time until it is carried out, ms. */
  readonly delayMs?: number | undefined;
  /** Time from then until it is answered, ms; what it causes is told meanwhile. */
  readonly replyDelayMs?: number | undefined;
  readonly reply?: FaultyReply | undefined;
}

/** A request as it has arrived. */
export interface ArrivedRequest {
  readonly method: string;
  readonly path: string;
  /** With its question mark; empty for none. */
  readonly query: string;
  readonly body: string;
}

/** What becomes of one request. */
export interface RequestFate {
  readonly executes: boolean;
  readonly delayMs: number;
  readonly replyDelayMs: number;
  /** Null: as usual. */
  readonly reply: 'lost' | 'never' | Reply | null;
}

export const USUAL_FATE: RequestFate = { executes: true, delayMs: 0, replyDelayMs: 0, reply: null };

const HTML_401: Reply = {
  status: 401,
  body: '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n</body>\r\n</html>\r\n',
  contentType: 'text/html',
};

/** What an unauthorized request without any keys gets. */
export function htmlUnauthorized(): Reply {
  return HTML_401;
}

/** Faults of requests that somebody has asked for, in turn. */
export class RequestFaults {
  readonly #queue = new TurnQueue<RequestFault>();

  next(fault: RequestFault): void {
    this.#queue.add(fault, fault);
  }

  clear(): void {
    this.#queue.clear();
  }

  /** The fate of a request; null when nobody has asked for one. */
  take(method: string, path: string): RequestFate | null {
    const fault = this.#queue.take((each) => {
      const isMethod = each.method === undefined || each.method.toUpperCase() === method;
      return isMethod && (each.path === undefined || path.startsWith(each.path));
    });
    if (fault === null) return null;
    const { executes = true, delayMs = 0, replyDelayMs = 0, reply } = fault;
    return { executes, delayMs, replyDelayMs, reply: reply === undefined ? null : replyOf(reply) };
  }
}

function replyOf(reply: FaultyReply): 'lost' | 'never' | Reply {
  if (reply === 'lost' || reply === 'never') return reply;
  if (reply === 'empty') return { status: 200, body: '', contentType: 'application/json' };
  if (reply === 'html401') return HTML_401;
  const { status, body = '', contentType = 'application/json', headers } = reply;
  return { status, body: typeof body === 'string' ? body : JSON.stringify(body), contentType, headers };
}
