import { createConnection, type Socket } from 'node:net';
import { type Clock, OrderStatus, OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { BridgeClient } from '../../src/bridge/bridge-client.ts';
import { ExpertServer } from '../../src/expert/expert-server.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, Filled } = OrderStatus;
const { Market, Limit } = OrderType;
const scene = new ScenarioStage();
const open = () => scene.open({ way: 'expert' });

describe('an Expert Advisor', () => {
  it('tells that something has happened: an order that fills is known at once, without a look of ours', async () => {
    await open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    scene.stage.leaveAlone();
    await scene.stage.trade(94);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
  });

  it('71 and 72 tells out of order, twice, or loses what it tells: one clean history', async () => {
    await open();
    const { advisor } = scene.stage;
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    scene.stage.leaveAlone();
    advisor.skipEvents(7);
    await scene.stage.trade(94);
    for (let times = 0; times < 5; times += 1) advisor.onTransaction();
    await scene.stage.settle();
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(scene.filled(order)).toEqual([10, 1]);
  });

  it('73 breaks the connection in the middle of an answer: the order is found, and not sent again', async () => {
    await open();
    scene.faults.script('order_send', { delayMs: 2_000, executes: true });
    const order = await scene.desk.place(Market, 10);
    scene.stage.advisor.drop();
    await scene.stage.pass(1_000);
    expect(scene.outcomesOf(order)).toEqual(['place unknown NO_ANSWER']);
    await scene.stage.pass(30_000);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('75 is removed from its chart: disconnected at once, and nothing is sent until it is back', async () => {
    await open();
    scene.stage.advisor.remove(1);
    await scene.stage.settle();
    const reasons = scene.desk.messages.flatMap((message) => (message.kind === 'disconnected' ? [message.reason] : []));
    expect(reasons).toEqual([expect.stringContaining('removed from its chart (reason 1)')]);
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place refused NOT_CONNECTED']);
    scene.stage.advisor.attach();
    await scene.stage.pass(5_000);
    expect((await scene.desk.place(Market, 10)).status).toBe(Filled);
  });
});

describe('a token', () => {
  it('7 that differs is refused by the expert: nothing is done for who does not have it', async () => {
    await open();
    const { stage } = scene;
    stage.adapter.disconnect();
    const server = await ExpertServer.listen({ port: 0, token: 'another token of tests' });
    const advisor = stage.simulator.expert({ port: server.port, token: 'not the token of who waits' });
    const calls = stage.simulator.calls.length;
    advisor.attach();
    const ended = await openOn(server, stage.clock);
    expect(ended).toMatch(/wrong token/);
    expect(stage.simulator.calls.length).toBe(calls);
    advisor.stop();
    await server.close();
  });

  it('7 that the other side does not have is noticed, whatever it says', async () => {
    await open();
    const server = await ExpertServer.listen({ port: 0, token: 'another token of tests' });
    const impostor = createConnection({ port: server.port, host: '127.0.0.1' });
    impostor.write('{"type":"hello","v":1,"bridge":"x","nonce":"00"}\n{"type":"opened","proof":"00"}\n');
    expect(await openOn(server, scene.stage.clock)).toMatch(/does not have the token/);
    impostor.destroy();
    await server.close();
  });
});

/** Why a session cannot be had. */
async function openOn(transport: ExpertServer, clock: Clock): Promise<string> {
  const quiet = { onEnded: () => undefined, onNotice: () => undefined };
  try {
    (await BridgeClient.open({ transport, clock, deadlineMs: 10_000, ...quiet })).close();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('who waits for an Expert Advisor', () => {
  const token = 'a token of sixteen or more';
  let server: ExpertServer | null = null;
  const sockets: Socket[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server?.close();
    server = null;
  });

  function dial(port: number): Promise<Socket> {
    const socket = createConnection({ port, host: '127.0.0.1' });
    sockets.push(socket);
    return new Promise((resolve) => socket.on('connect', () => resolve(socket)));
  }

  it('8 and 74 goes on with one, and takes who has come meanwhile when that one has ended', async () => {
    server = await ExpertServer.listen({ port: 0, token });
    const heard: string[] = [];
    const listener = (name: string) => ({
      data: (chunk: Buffer) => heard.push(`${name} ${chunk.toString()}`),
      ended: () => heard.push(`${name} ended`),
    });
    const stream = server.open(listener('first'));
    const first = await dial(server.port);
    first.write('one');
    await expect.poll(() => heard).toEqual(['first one']);
    const second = await dial(server.port);
    second.write('two');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual(['first one']);
    stream.close();
    server.open(listener('second'));
    await expect.poll(() => heard).toContain('second two');
  });

  it('7 wants a token that nobody guesses, and a port that is free', async () => {
    await expect(ExpertServer.listen({ port: 0, token: 'short' })).rejects.toMatchObject({
      code: 'ENVIRONMENT_INVALID',
    });
    server = await ExpertServer.listen({ port: 0, token });
    await expect(ExpertServer.listen({ port: server.port, token })).rejects.toMatchObject({
      code: 'BROKER_UNAVAILABLE',
    });
  });
});
