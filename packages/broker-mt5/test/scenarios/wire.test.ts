import { OrderStatus, OrderType, VirtualClock } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { bridgeSocket } from '../../src/bridge/bridge-socket.ts';
import { Mt5Terminal } from '../../src/bridge/mt5-terminal.ts';
import { type BridgeServer, serveBridge } from '../../src/bridge/serve-bridge.ts';
import { hasPython, python } from '../python.ts';
import { TerminalStage } from '../terminal-stage.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, Filled } = OrderStatus;
const { Market, Limit } = OrderType;
const TOKEN = 'a token of more than sixteen';
const NOBODY = { lost: () => undefined, back: () => Promise.resolve(), notice: () => undefined };
const scene = new ScenarioStage();
let bridge: BridgeServer | null = null;

afterEach(() => {
  bridge?.stop();
  bridge = null;
});

/** What opening a terminal through the bridge fails with. */
async function refusal(token: string): Promise<string> {
  const terminal = new Mt5Terminal({ transport: way(token), clock: new VirtualClock(0) });
  return terminal.open(NOBODY).then(
    () => 'opened',
    (error: unknown) => `${String((error as { code?: string }).code)} ${String((error as Error).message)}`,
  );
}

function way(token: string) {
  const [host = '', port = ''] = bridge?.address.split(':') ?? [];
  return bridgeSocket({ host, port: Number(port), token });
}

describe.skipIf(!hasPython)('the wire to the bridge (needs Python 3.9 or later)', () => {
  it('7 8 over TCP a wrong token and a second client are refused, and the first one goes on', async () => {
    const stage = await TerminalStage.open();
    scene.stage = stage;
    bridge = await serveBridge({
      listen: '127.0.0.1:0',
      token: TOKEN,
      python: python(),
      ...stage.simulator.surroundings(),
    });
    expect(await refusal('another token of sixteen')).toMatch(/^BROKER_AUTH.*wrong token.*MT5_BRIDGE_TOKEN/);
    const { login, password, server } = stage.simulator.account;
    const account = { login: String(login), password, server };
    const first = new Mt5Terminal({ transport: way(TOKEN), clock: stage.clock, account });
    let state = await first.open(NOBODY).catch(() => null);
    // The one that was refused may still be on its way out.
    for (let attempt = 0; state === null && attempt < 50; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      state = await first.open(NOBODY).catch(() => null);
    }
    expect(state?.account.login).toBe(String(login));
    expect(await refusal(TOKEN)).toMatch(/^BROKER_SILENT.*another client is connected/);
    expect(stage.simulator.calls).not.toContain('order_send');
    expect(await first.request('positions', {})).toEqual([]);
    first.close(NOBODY);
  });

  it('7 a bridge of another version is refused, with what to do', async () => {
    const stage = await TerminalStage.open();
    scene.stage = stage;
    const hello = stage.adapter.connect({ orderEvent: () => undefined, message: () => undefined });
    stage.bridge.say('{"type":"hello","v":2,"nonce":"x"}\n');
    await expect(hello).rejects.toThrow(/version 2 of the protocol, expected 1.*lockstep mt5 bridge/);
    expect(stage.simulator.calls).toEqual([]);
  });

  it('11 something prints among the lines: skipped, with a warning, and the session goes on', async () => {
    await scene.open();
    scene.stage.bridge.say('DeprecationWarning: numpy\n[1,2]\n');
    expect((await scene.desk.place(Market, 10)).status).toBe(Filled);
    expect(scene.notices).toEqual(['BRIDGE_NOISE', 'BRIDGE_NOISE']);
  });

  it('70 lines come in pieces, several at once, and longer than any may be: taken as they are meant', async () => {
    await scene.open();
    scene.stage.bridge.pieces = 3;
    expect((await scene.desk.place(Market, 10)).status).toBe(Filled);
    scene.stage.bridge.pieces = Number.POSITIVE_INFINITY;
    scene.stage.bridge.say(`${'x'.repeat(9 * 1024 * 1024)}\n{"type":"pong"}\n{"type":"pong"}\n`);
    expect((await scene.desk.place(Market, 10)).status).toBe(Filled);
    expect(scene.notices).toEqual(['BRIDGE_NOISE']);
  });

  it('72 what was told before the way broke is not told again after it', async () => {
    await scene.open();
    const order = await scene.desk.place(Market, 10);
    await scene.stage.killBridge();
    await scene.stage.pass(5_000);
    await scene.stage.adapter.look();
    expect(scene.stage.adapter.isReady).toBe(true);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(scene.kinds('externalExecution')).toBe(0);
  });

  it('73 the way breaks in the middle of the answer to an order: found, and not sent again', async () => {
    await scene.open();
    scene.stage.bridge.answer('order_send', 'cut');
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place unknown NO_ANSWER']);
    await scene.stage.pass(30_000);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('74 nothing is heard, and nobody says that the way is broken: given up after 15 seconds, and made anew', async () => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    scene.stage.leaveAlone();
    scene.stage.bridge.isDeaf = true;
    await scene.stage.pass(21_000);
    expect(scene.kinds('disconnected')).toBe(1);
    scene.stage.bridge.isDeaf = false;
    scene.stage.quote(94);
    await scene.stage.pass(40_000);
    expect([scene.stage.adapter.isReady, order.status]).toEqual([true, Filled]);
  });

  it('75 the terminal is closed: said, orders are refused, and it is looked for until it is back', async () => {
    await scene.open();
    const gone = { error: [-10_003, 'IPC initialize failed, Process create failed'] as const };
    scene.faults.script('initialize', gone, gone, gone);
    scene.stage.simulator.dropConnections();
    await scene.stage.adapter.look();
    await scene.stage.pass(3_500);
    expect(scene.kinds('disconnected')).toBe(1);
    expect(scene.outcomesOf(await scene.desk.place(Market, 10))).toEqual(['place refused NOT_CONNECTED']);
    await scene.stage.pass(30_000);
    expect((await scene.desk.place(Market, 10)).status).toBe(Filled);
  });
});
