import type { OutgoingHttpHeaders } from 'node:http';

/** An answer to a request. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: OutgoingHttpHeaders | undefined;
}

/** Why something is not done: HTTP status, Alpaca's code (null where it sends none), text, and what else it says. */
export interface Refusal {
  readonly status: number;
  readonly code: number | null;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** An answer with a JSON body. */
export function jsonReply(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), contentType: 'application/json; charset=UTF-8' };
}

/** An answer without a body. */
export const NO_CONTENT: Reply = { status: 204, body: '', contentType: 'application/json; charset=UTF-8' };

/** A refusal as Alpaca words it: `{code, message, …}`. */
export function refusalReply({ status, code, message, fields }: Refusal): Reply {
  return jsonReply(status, { ...(code !== null && { code }), message, ...fields });
}

/** Whether something is a refusal instead of what was asked for. */
export function isRefusal<T extends object>(outcome: T | Refusal): outcome is Refusal {
  return 'status' in outcome && 'message' in outcome && 'code' in outcome;
}

/** The rules do not allow it. */
export function forbidden(message: string, fields?: Readonly<Record<string, unknown>>): Refusal {
  return { status: 403, code: 40_310_000, message, fields };
}

/** The request is not well-formed. */
export function malformed(message: string): Refusal {
  return { status: 422, code: 40_010_001, message };
}

/** The request is understood and cannot be carried out. */
export function unprocessable(message: string): Refusal {
  return { status: 422, code: 42_210_000, message };
}

/** There is no such thing. */
export function notFound(message: string): Refusal {
  return { status: 404, code: 40_410_000, message };
}
