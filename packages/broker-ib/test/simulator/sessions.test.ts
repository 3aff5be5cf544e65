import { connect } from 'node:net';
import { IBApiNext } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { frameOf } from '../../src/simulator/wire/framing.ts';
import { noticesOf } from './readings.ts';
import { Stage, type StageOptions } from './stage.ts';

describe('sessions', () => {
  let stage: Stage;
  const open = async (options: StageOptions = {}): Promise<Stage> => {
    stage = await Stage.open(options);
    return stage;
  };
  afterEach(() => stage.close());

  test('a client is told version, accounts, ids and farms', async () => {
    const { client } = await open();
    expect(client.all('server')[0]).toEqual([193, '20240304 09:46:00 America/New_York']);
    expect(client.all('managedAccounts')).toEqual([['DU1234567']]);
    expect(client.all('nextValidId')).toEqual([[1]]);
    expect(noticesOf(client)).toEqual([2104, 2106, 2158]);
    expect(client.defects).toEqual([]);
  });

  test('several accounts come as a list', async () => {
    const { client } = await open({ accounts: ['DF1', 'DU2', 'DU3'] });
    expect(client.all('managedAccounts')).toEqual([['DF1,DU2,DU3,']]);
  });

  test('a client id is taken while it is connected, and for a while after that', async () => {
    await open({ habits: { clientIdHeldMs: 20_000 } });
    const twin = stage.connect(1);
    await stage.simulator.quiet();
    expect(noticesOf(twin)).toEqual([326]);
    expect(twin.names('disconnected').length).toBe(1);
    stage.client.api.disconnect();
    await stage.simulator.quiet();
    const early = stage.connect(1);
    await stage.simulator.quiet();
    expect(noticesOf(early)).toEqual([326]);
    await stage.pass(20_000);
    const late = stage.connect(1);
    await stage.simulator.quiet();
    expect(late.all('nextValidId')).toEqual([[1]]);
  });

  test('order ids go on for each client by itself, and are behind after a roll-back', async () => {
    await open();
    await stage.place(1, {});
    await stage.place(7, {});
    await stage.ask((api) => api.reqIds());
    expect(stage.client.all('nextValidId').at(-1)).toEqual([8]);
    stage.simulator.life.restart({ idsRollBack: 4 });
    await stage.simulator.quiet();
    expect(stage.client.names('disconnected').length).toBe(1);
    const again = stage.connect(1);
    const other = stage.connect(2);
    await stage.simulator.quiet();
    expect(again.all('nextValidId')).toEqual([[4]]);
    expect(other.all('nextValidId')).toEqual([[1]]);
  });

  test('whoever is not let in hears nothing more', async () => {
    await open();
    stage.simulator.habits.answersHello = false;
    const silent = stage.connect(2);
    await stage.simulator.quiet();
    expect(silent.heard).toEqual([]);
    stage.simulator.habits.answersHello = true;
    stage.simulator.habits.answersStart = false;
    const halfway = stage.connect(3);
    await stage.simulator.quiet();
    expect(halfway.names()).toEqual(['connected', 'server']);
    stage.simulator.habits.answersStart = true;
    stage.simulator.habits.startDelayMs = 5_000;
    const late = stage.connect(4);
    await stage.simulator.quiet();
    expect(late.names('nextValidId')).toEqual([]);
    await stage.pass(5_000);
    expect(late.names('nextValidId').length).toBe(1);
  });

  test('a version that the client does not speak ends the connection', async () => {
    await open();
    stage.simulator.habits.serverVersion = 201;
    const client = stage.connect(2);
    await stage.simulator.quiet();
    expect(client.all('error').map(([, code]) => code)).toContain(506);
  });

  test('messages that nobody knows, or that are in pieces, do no harm', async () => {
    await open();
    const { port } = stage.simulator;
    const raw = connect(port, '127.0.0.1');
    const start = frameOf(['71', '2', '9', '']);
    const hello = Buffer.concat([Buffer.from('API\0'), Buffer.from([0, 0, 0, 9]), Buffer.from('v100..193')]);
    for (const byte of Buffer.concat([
      hello,
      start,
      frameOf(['999', 'what']),
      frameOf(['3']),
      frameOf(['7', '3', 'x']),
    ])) {
      raw.write(Buffer.of(byte));
    }
    let answers = '';
    raw.on('data', (chunk) => {
      answers += chunk.toString('utf8');
    });
    await stage.simulator.quiet();
    expect(answers).toContain('Message 999 is not known here.');
    expect(answers).toContain('Invalid order id');
    expect(stage.simulator.failures).toEqual([]);
    raw.destroy();
    await stage.ask((api) => api.reqCurrentTime());
    expect(stage.client.all('currentTime').length).toBe(1);
  });

  test('another protocol is shown the door', async () => {
    await open();
    const raw = connect(stage.simulator.port, '127.0.0.1');
    // The greeting of clients before version 100.
    raw.write('63\x001\0');
    const isClosed = await new Promise((resolve) => {
      raw.once('error', () => resolve(true));
      raw.once('close', () => resolve(true));
    });
    expect(isClosed).toBe(true);
  });

  test('frames that come byte by byte are the same', async () => {
    await open();
    for (const session of stage.simulator.sessions.all) session.sendsBytewise = true;
    await stage.place(1, { orderRef: 'größer' });
    expect(stage.client.all('execDetails').length).toBe(1);
    expect(stage.client.defects).toEqual([]);
  });

  test('a connection that is frozen stands and is silent', async () => {
    await open();
    stage.simulator.life.freezeConnections();
    await stage.ask((api) => api.reqCurrentTime());
    expect(stage.client.names('currentTime', 'disconnected')).toEqual([]);
    const twin = stage.connect(1);
    await stage.simulator.quiet();
    expect(noticesOf(twin)).toEqual([326]);
    stage.simulator.life.releaseFrozen();
    await stage.simulator.quiet();
    const again = stage.connect(1);
    await stage.simulator.quiet();
    expect(again.names('nextValidId').length).toBe(1);
  });

  test('outages are told, and data is lost or kept', async () => {
    const { client } = await open();
    const { life } = stage.simulator;
    client.forget();
    life.loseIb(3);
    life.restoreIb(true);
    life.loseIb();
    life.restoreIb(false);
    life.setFarm('usfarm', false);
    life.setFarm('usfarm', true);
    life.breakServerLine();
    await stage.simulator.quiet();
    expect(noticesOf(client)).toEqual([1100, 1100, 1100, 1102, 1100, 1101, 2103, 2104, 2110]);
    const { port } = stage.simulator;
    life.movePort(0);
    await stage.simulator.quiet();
    expect(noticesOf(client).at(-1)).toBe(1300);
    expect(client.names('disconnected').length).toBe(1);
    expect(stage.simulator.port).not.toBe(port);
    const moved = stage.connect(1);
    await stage.simulator.quiet();
    expect(moved.names('nextValidId').length).toBe(1);
  });

  test('nobody gets in while it restarts, and then the same port is there again', async () => {
    await open();
    const { port } = stage.simulator;
    stage.simulator.life.restart({ downMs: 60_000 });
    await stage.simulator.quiet();
    const refused = stage.connect(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(refused.all('error').map(([, code]) => code)).toContain(502);
    await stage.pass(60_000);
    expect(stage.simulator.port).toBe(port);
    const back = stage.connect(1);
    await stage.simulator.quiet();
    expect(back.names('nextValidId').length).toBe(1);
  });

  test('too many messages are told, and then the connection is closed', async () => {
    const { client } = await open();
    client.forget();
    await stage.ask((api) => {
      for (let count = 0; count < 60; count += 1) api.reqCurrentTime();
    });
    expect(noticesOf(client)).toEqual([100]);
    await stage.ask((api) => {
      for (let count = 0; count < 160; count += 1) api.reqCurrentTime();
    });
    expect(noticesOf(client)).toEqual([100, 100, 100]);
    expect(client.names('disconnected').length).toBe(1);
  });

  test('IBApiNext gets in as well', async () => {
    await open();
    const next = new IBApiNext({ host: '127.0.0.1', port: stage.simulator.port });
    next.connect(5);
    await stage.simulator.quiet();
    expect(next.isConnected).toBe(true);
    expect(await next.getCurrentTime()).toBe(1_709_563_560);
    expect(await next.getManagedAccounts()).toEqual(['DU1234567']);
    next.disconnect();
  });
});
