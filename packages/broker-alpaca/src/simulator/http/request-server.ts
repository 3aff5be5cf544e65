import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Clock, sleepUntil } from '@lockstep/core';
import { type ArrivedRequest, type RequestFate, USUAL_FATE } from '../faults/request-faults.ts';
import type { TradeUpdates } from '../stream/trade-updates.ts';
import type { WireIds } from '../wire-ids.ts';
import type { SimulatorKeys } from './keys.ts';
import { notFound, type Reply, refusalReply } from './reply.ts';
import type { Router } from './router.ts';

/** Paths that anybody on this machine may ask: the simulator's own. */
const OPEN_PATHS = '/__sim';
/** How long connections without requests stay open, ms. */
const KEPT_ALIVE_MS = 600_000;
const QUIET_PATH = '/__sim/quiet';
const NAME_HEADER = 'x-client-request-id';
const UNREADABLE: Reply = refusalReply({ status: 400, code: 40_010_000, message: 'request body format is invalid' });

/** What answering requests works with. */
export interface RequestServerOptions {
  readonly router: Router;
  readonly keys: SimulatorKeys;
  readonly clock: Clock;
  readonly ids: WireIds;
  readonly updates: TradeUpdates;
  /** What becomes of a request; null: as usual. */
  readonly fateOf: (request: ArrivedRequest) => RequestFate | null;
  /** Told after each request that was carried out. */
  readonly onAnswered: () => void;
}

/** Answers HTTP requests: keys, faults, route, answer, and then what is to be told of it on the stream. */
export class RequestServer {
  readonly http: Server;
  /** Requests so far: whoever waits for silence looks at it. */
  count = 0;
  readonly #options: RequestServerOptions;
  /** Requests that are being answered, without those that wait for the clock. */
  #active = 0;
  /** Requests that are not answered, because they wait for the clock or never will be. */
  readonly #parked = new Set<IncomingMessage>();

  constructor(options: RequestServerOptions) {
    this.#options = options;
    this.http = createServer((request, response) => void this.#serve(request, response));
    // A connection that is given up just when a request is sent on it loses the request.
    this.http.keepAliveTimeout = KEPT_ALIVE_MS;
  }

  get isIdle(): boolean {
    return this.#active === 0;
  }

  get parked(): number {
    return this.#parked.size;
  }

  /** What clients have called those that are parked, by the header `x-client-request-id`. */
  get parkedNames(): string[] {
    return Array.from(this.#parked, ({ headers }) => String(headers[NAME_HEADER] ?? ''));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Whoever waits for silence may ask for it here.
    const counts = request.url === QUIET_PATH ? 0 : 1;
    this.count += counts;
    this.#active += counts;
    try {
      const body = await textOf(request);
      await this.#answer(request, body, response);
    } catch {
      response.destroy();
    } finally {
      this.#active -= counts;
    }
  }

  async #answer(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const { keys, updates, fateOf } = this.#options;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const isOpen = url.pathname.startsWith(OPEN_PATHS);
    const refused = isOpen ? null : keys.refuse(request.headers);
    if (isOpen || refused !== null) {
      this.#send(response, refused ?? (await this.#route(method, url, body)));
      return;
    }
    const fate = fateOf({ method, path: url.pathname, query: url.search, body }) ?? USUAL_FATE;
    await this.#wait(request, fate.delayMs);
    updates.hold();
    const usual = fate.executes ? await this.#route(method, url, body) : refusalReply(notFound('not carried out'));
    // Whoever has to wait for an answer hears of its effects before.
    const isLate = fate.replyDelayMs > 0 || fate.reply === 'never';
    if (isLate) updates.release();
    await this.#wait(request, fate.replyDelayMs);
    if (fate.reply === 'never') this.#park(request, response);
    else if (fate.reply === 'lost') response.destroy();
    else this.#send(response, fate.reply ?? usual);
    if (!isLate) updates.release();
  }

  async #wait(request: IncomingMessage, ms: number): Promise<void> {
    if (ms <= 0) return;
    const { clock } = this.#options;
    this.#active -= 1;
    this.#parked.add(request);
    await sleepUntil(clock, clock.utcNow() + ms);
    this.#parked.delete(request);
    this.#active += 1;
  }

  /** Whoever asked waits until they give up. */
  #park(request: IncomingMessage, response: ServerResponse): void {
    this.#parked.add(request);
    response.on('close', () => this.#parked.delete(request));
  }

  async #route(method: string, url: URL, text: string): Promise<Reply> {
    const { router, onAnswered } = this.#options;
    const found = router.find(method, url.pathname);
    if (found === null) return refusalReply(notFound(`endpoint not found: ${method} ${url.pathname}`));
    const body = bodyOf(text);
    if (body === UNREADABLE) return UNREADABLE;
    const reply = await found.route.answer({ params: found.params, query: url.searchParams, body });
    onAnswered();
    return reply;
  }

  #send(response: ServerResponse, { status, body, contentType, headers }: Reply): void {
    response.writeHead(status, {
      ...(body !== '' && { 'content-type': contentType }),
      'x-request-id': this.#options.ids.nextRequestId(),
      ...headers,
    });
    response.end(body);
  }
}

function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return UNREADABLE;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
