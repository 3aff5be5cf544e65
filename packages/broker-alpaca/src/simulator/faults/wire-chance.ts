import type { LineFaults, LineQuestion, LineRequest } from '@lockstep/core/testing';
import { type Reply, refusalReply, unprocessable } from '../http/reply.ts';
import type { RequestFate } from './request-faults.ts';

const GATEWAY_TIMEOUT: Reply = {
  status: 504,
  body: '<html><head><title>504 Gateway Time-out</title></head></html>',
  contentType: 'text/html',
};
const SERVER_ERROR: Reply = refusalReply({ status: 500, code: 50_010_000, message: 'internal server error occurred' });

/** What becomes of a request by the faults of a line; null for one that is neither about orders nor about the account. */
export function fateByChance(line: LineFaults, method: string, path: string): RequestFate | null {
  const request = requestOf(method, path);
  if (request !== null) return requestFate(line, request);
  const question = questionOf(method, path);
  return question === null ? null : questionFate(line, question);
}

function requestFate(line: LineFaults, kind: LineRequest): RequestFate {
  const fate = line.request(kind);
  const times = { delayMs: line.requestDelayMs(), replyDelayMs: line.requestDelayMs() };
  switch (fate) {
    case 'arrives':
      return { executes: true, ...times, reply: null };
    case 'lost':
      return { executes: false, ...times, reply: 'never' };
    case 'timeoutBefore':
      return { executes: false, ...times, reply: GATEWAY_TIMEOUT };
    case 'timeoutAfter':
      return { executes: true, ...times, reply: GATEWAY_TIMEOUT };
    case 'refused':
      return { executes: false, ...times, reply: refusalReply(unprocessable('order refused')) };
    case 'throws':
      return { executes: true, ...times, reply: 'lost' };
  }
}

function questionFate(line: LineFaults, kind: LineQuestion): RequestFate {
  const fate = line.question(kind);
  const times = { delayMs: line.questionDelayMs(), replyDelayMs: line.questionDelayMs() };
  if (fate === 'answered') return { executes: true, ...times, reply: null };
  return { executes: false, ...times, reply: fate === 'fails' ? SERVER_ERROR : 'never' };
}

function requestOf(method: string, path: string): LineRequest | null {
  if (!path.startsWith('/v2/orders')) return null;
  if (method === 'POST') return 'place';
  if (method === 'PATCH') return 'update';
  return method === 'DELETE' ? 'cancel' : null;
}

function questionOf(method: string, path: string): LineQuestion | null {
  if (method !== 'GET') return null;
  if (path === '/v2/orders') return 'getOpenOrders';
  if (path.startsWith('/v2/orders')) return 'findOrder';
  if (path.startsWith('/v2/positions')) return 'getHoldings';
  if (path.startsWith('/v2/account/activities')) return 'getExecutions';
  return path === '/v2/account' ? 'getCashBalance' : null;
}
