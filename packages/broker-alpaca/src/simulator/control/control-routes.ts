import { MS_PER_SECOND } from '@lockstep/core';
import { GOOD_LINE, RandomFaults, SeededRandom } from '@lockstep/core/testing';
import type { AccountSettings } from '../account/account-settings.ts';
import type { DeskFate } from '../faults/desk-faults.ts';
import type { RequestFault } from '../faults/request-faults.ts';
import type { NetworkState, SimulatorFaults } from '../faults/simulator-faults.ts';
import type { ConnectionFate, UpdateFault } from '../faults/stream-faults.ts';
import type { Turns } from '../faults/turns.ts';
import {
  isRefusal,
  jsonReply,
  malformed,
  NO_CONTENT,
  notFound,
  type Refusal,
  type Reply,
  refusalReply,
} from '../http/reply.ts';
import type { Route, RoutedRequest } from '../http/router.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDesk } from '../orders/order-desk.ts';
import type { TradingStream } from '../stream/trading-stream.ts';
import { type Correction, correctExecution } from './corrections.ts';
import { MarketEvents } from './market-events.ts';
import { setOrderStatus } from './order-statuses.ts';

/** What the simulator's own routes work on. */
export interface ControlOptions {
  readonly parts: DeskParts;
  readonly desk: OrderDesk;
  readonly faults: SimulatorFaults;
  readonly stream: TradingStream;
  /** Everything that there is to see, as JSON. */
  readonly state: () => unknown;
  readonly dropConnections: () => void;
  /** Null where the clock moves by itself alone. */
  readonly moveClock: ((ms: number) => void) | null;
  readonly quiet: () => Promise<void>;
  /** What waits for time to pass, and how much has been told. */
  readonly said: () => unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** `/__sim`: what is there, and everything that can be made to happen. Needs no keys. */
export function controlRoutes(options: ControlOptions): Route[] {
  return [
    { method: 'GET', path: '/__sim/state', answer: () => jsonReply(200, options.state()) },
    {
      method: 'GET',
      path: '/__sim/quiet',
      answer: async () => {
        await options.quiet();
        return jsonReply(200, options.said());
      },
    },
    ...faultRoutes(options),
    ...streamRoutes(options),
    ...orderRoutes(options),
    ...marketRoutes(options),
  ];
}

function post(path: string, act: (fields: Fields, request: RoutedRequest) => Reply | Refusal | null): Route {
  return {
    method: 'POST',
    path: `/__sim/${path}`,
    answer: (request) => {
      const { body = {} } = request;
      if (typeof body !== 'object' || body === null) return refusalReply(malformed('expected a JSON object'));
      const outcome = act(body as Fields, request);
      if (outcome === null) return NO_CONTENT;
      return isRefusal(outcome) ? refusalReply(outcome) : outcome;
    },
  };
}

function faultRoutes({ faults, parts }: ControlOptions): Route[] {
  const { requests, stream, desk } = faults;
  return [
    post('faults/requests', (fields) => done(() => requests.next(fields as RequestFault))),
    post('faults/updates', (fields) => done(() => stream.nextUpdate(fields as UpdateFault))),
    post('faults/connections', ({ fates }) => {
      if (!Array.isArray(fates)) return malformed('fates: expected a list, such as ["unauthorized", 429]');
      return done(() => stream.connections.push(...(fates as ConnectionFate[])));
    }),
    post('faults/submissions', (fields) => done(() => desk.submissions.add(fateOf(fields), fields as Turns))),
    post('faults/cancels', (fields) => done(() => desk.cancels.add(fateOf(fields), fields as Turns))),
    post('faults/replacements', (fields) => done(() => desk.replacements.add(fateOf(fields), fields as Turns))),
    post('faults/random', ({ seed, ...quality }) => {
      if (typeof seed !== 'number') return malformed('seed: expected a whole number');
      return done(() => {
        const line = new RandomFaults({ ...GOOD_LINE, ...quality }, new SeededRandom(seed));
        faults.line = (name) => line.of(name, parts.clock.utcNow());
      });
    }),
    post('faults', (fields) => setSwitches(faults, parts, fields)),
    {
      method: 'DELETE',
      path: '/__sim/faults',
      answer: () => {
        faults.clear();
        return NO_CONTENT;
      },
    },
  ];
}

function done(act: () => unknown): null {
  act();
  return null;
}

function fateOf({ outcome = 'done', delayMs = 0 }: Fields): DeskFate {
  return { outcome: outcome as DeskFate['outcome'], delayMs: Number(delayMs) };
}

/** Switches that stay as they are set. */
function setSwitches(faults: SimulatorFaults, { times }: DeskParts, fields: Fields): Refusal | null {
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'lookUpLagMs') faults.lookUpLagMs = Number(value);
    else if (name === 'frames') faults.stream.frames = value === 'text' ? 'text' : 'binary';
    else if (name === 'answersPings') faults.stream.answersPings = value === true;
    else if (name === 'isSilent') faults.stream.isSilent = value === true;
    else if (name === 'replacementsInherit') faults.desk.replacementsInherit = value === true;
    else if (name === 'network') faults.network = () => networkOf(value);
    else if (name === 'coarseTimes') times.isCoarse = value === true;
    else if (name === 'hasEventStream') faults.hasEventStream = value === true;
    else return malformed(`no such switch: ${name}`);
  }
  return null;
}

function networkOf(value: unknown): NetworkState {
  return value === 'down' || value === 'halfOpen' ? value : 'up';
}

function streamRoutes({ stream, dropConnections }: ControlOptions): Route[] {
  return [
    post('stream/drop', () => done(dropConnections)),
    post('stream/frame', ({ text }) => done(() => stream.sendRaw(String(text)))),
    post('stream/release', ({ reversed }) => done(() => stream.releaseHeld(reversed === true))),
  ];
}

function orderRoutes({ parts, desk, faults }: ControlOptions): Route[] {
  return [
    post('orders', (_, { body }) => {
      const outcome = desk.submit(body, 'web');
      return isRefusal(outcome) ? outcome : jsonReply(200, outcome);
    }),
    post('orders/release', () => done(() => desk.release())),
    post('orders/cancel_fails', ({ id }) => done(() => faults.desk.failsToCancel.add(String(id)))),
    post('orders/:id', ({ status }, { params }) => {
      const order = parts.orders.get(params['id'] ?? '');
      return order === undefined ? notFound('order not found') : setOrderStatus(order, String(status), parts, desk);
    }),
    post('executions/:id', (fields, { params }) => correctExecution(params['id'] ?? '', fields as Correction, parts)),
  ];
}

function marketRoutes({ parts, moveClock }: ControlOptions): Route[] {
  const events = new MarketEvents(parts);
  return [
    post('clock', ({ seconds }) => {
      if (moveClock === null) return malformed('this clock cannot be moved');
      if (!(typeof seconds === 'number' && seconds > 0)) return malformed('seconds: expected a number above 0');
      return done(() => moveClock(seconds * MS_PER_SECOND));
    }),
    post('account', (fields) => setAccount(parts.account, fields)),
    post('assets/:symbol', (fields, { params }) => {
      const symbol = params['symbol'] ?? '';
      const { traits } = parts.instruments;
      return done(() => traits.set(symbol, { ...traits.get(symbol), ...fields }));
    }),
    post('splits', ({ symbol, from, to }) => events.split(String(symbol), String(from), String(to))),
    post('activities', ({ type, amount }) => events.moveCash(String(type), String(amount))),
    post('dividends', ({ symbol, amount }) => events.payDividend(String(symbol), String(amount))),
  ];
}

function setAccount(account: AccountSettings, fields: Fields): Refusal | null {
  const unknown = Object.keys(fields).find((name) => !(name in account));
  if (unknown !== undefined)
    return malformed(`no such setting of the account: ${unknown}; known: ${Object.keys(account).join(', ')}`);
  Object.assign(account, fields);
  return null;
}
