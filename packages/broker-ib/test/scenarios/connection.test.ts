import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { IbConnection } from '../../src/connection/ib-connection.ts';
import { ConnectionStage } from '../connection-stage.ts';

let stage: ConnectionStage;
afterEach(() => stage.close());

describe('A. Connection', () => {
  it('A1 is up once accounts and ids are told, under the configured client id', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    expect(stage.life).toEqual(['begin']);
    expect(stage.connection.account).toBe('DU1234567');
    expect(stage.connection.session).toMatchObject({ serverVersion: 193, nextOrderId: 1 });
    expect(stage.stage.simulator.sessions.of(7)).toBeDefined();
  });

  it('A2 gives up in time on a server that says nothing, and says so', async () => {
    stage = await ConnectionStage.open({ connectWithinMs: 20_000 }, { habits: { answersHello: false } });
    const outcome = stage.connect();
    await stage.pass(20_000);
    expect(await outcome).toMatch(/said nothing within 5 s/);
    expect(stage.connection.state).toBe('closed');
  });

  it('A3 tells a dialog that nobody answers from a dead port', async () => {
    stage = await ConnectionStage.open({ connectWithinMs: 25_000 }, { habits: { answersStart: false } });
    const outcome = stage.connect();
    await stage.pass(25_000);
    expect(await outcome).toMatch(/dialog/);
  });

  it('A4 does not try again with a server of another version', async () => {
    stage = await ConnectionStage.open({}, { habits: { serverVersion: 194 } });
    const outcome = stage.connect();
    await stage.settle();
    expect(await outcome).toMatch(/not spoken here: IB 506: Unsupported Version 194.*Update Lockstep/);
    await stage.pass(120_000);
    expect(stage.connection.state).toBe('closed');
  });

  it('A5 connects once the port opens, and says so once', async () => {
    stage = await ConnectionStage.open();
    stage.stage.simulator.life.shut();
    const outcome = stage.connect();
    await stage.pass(4_000);
    stage.stage.simulator.life.open();
    await stage.pass(10_000);
    expect(await outcome).toBe('connected');
    expect(stage.life).toEqual(['begin']);
  });

  it('A6 waits for its own client id while that is taken', async () => {
    stage = await ConnectionStage.open({}, { habits: { clientIdHeldMs: 20_000 } });
    await stage.up();
    stage.stage.simulator.life.resetConnections();
    await stage.pass(60_000);
    expect(stage.life).toEqual(['begin', 'lost', 'begin']);
    expect(stage.stage.simulator.sessions.of(7)).toBeDefined();
    const second = new IbConnection({ clock: stage.stage.clock, port: stage.stage.simulator.port, clientId: 7 });
    const outcome = second.connect({}).catch(String);
    await stage.pass(70_000);
    expect(await outcome).toMatch(/has a client 7 already:.*326.*set another IBKR_CLIENT_ID/);
  });

  it('A8 refuses an account that the login does not have, and money of the other kind', async () => {
    stage = await ConnectionStage.open({ account: 'U7654321' });
    const other = stage.connect();
    await stage.settle();
    expect(await other).toMatch(/U7654321 is not among.*DU1234567/);
    await stage.close();
    stage = await ConnectionStage.open({ paper: false });
    const real = stage.connect();
    await stage.settle();
    expect(await real).toMatch(/paper money.*7496/);
    await stage.close();
    stage = await ConnectionStage.open({}, { accounts: ['DU1', 'DU2'] });
    const several = stage.connect();
    await stage.settle();
    expect(await several).toMatch(/several accounts \(DU1, DU2\)/);
    await stage.close();
    stage = await ConnectionStage.open({ account: 'DF1' }, { accounts: ['DF1', 'DU1'] });
    const advisor = stage.connect();
    await stage.settle();
    expect(await advisor).toMatch(/DF1 is an advisor's.*IBKR_ACCOUNT.*DU1/);
    await stage.close();
    stage = await ConnectionStage.open({ account: 'DU1', paper: true }, { accounts: ['DF1', 'DU1'] });
    await stage.up();
    expect(stage.connection.account).toBe('DU1');
  });

  it('A9 sends nothing while there is no connection, and nothing of it later', async () => {
    stage = await ConnectionStage.open();
    const ask = (): Promise<unknown> => stage.connection.echo().then(String, (error: { kind: string }) => error.kind);
    expect(await ask()).toBe('unsent');
    await stage.up();
    stage.stage.simulator.life.shut();
    await stage.settle();
    expect(await ask()).toBe('unsent');
    const seen: string[] = [];
    stage.stage.simulator.faults.onRequest(({ name }) => seen.push(name) === 0, { kind: 'lost' });
    stage.stage.simulator.life.open();
    await stage.pass(5_000);
    expect(stage.life).toEqual(['begin', 'lost', 'begin']);
    expect(seen).toEqual(['startApi']);
  });

  it('A10 tells of a lost connection once, and what was asked is not answered', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    stage.stage.simulator.faults.onTelling('currentTime', { kind: 'cut' });
    const echo = stage.connection.echo().then(String, (error: { kind: string }) => error.kind);
    await stage.pass(3_000);
    expect(await echo).toBe('lost');
    stage.stage.simulator.life.resetConnections();
    await stage.pass(3_000);
    expect(stage.life).toEqual(['begin', 'lost', 'begin', 'lost', 'begin']);
  });

  it('A11 finds out within 40 s that nothing comes any more', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    stage.stage.simulator.life.freezeConnections();
    await stage.pass(35_000);
    expect(stage.life.slice(0, 2)).toEqual(['begin', 'lost']);
    stage.stage.simulator.life.releaseFrozen();
    await stage.pass(30_000);
    expect(stage.life.at(-1)).toBe('begin');
  });

  it('A12 reads messages however they are cut', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    for (const session of stage.stage.simulator.sessions.all) session.sendsBytewise = true;
    await stage.connection.echo();
    for (const session of stage.stage.simulator.sessions.all) session.sendsBytewise = false;
    await Promise.all(Array.from({ length: 20 }, () => stage.connection.echo()));
    stage.stage.simulator.life.notice(2104, 'Zürich – 株式: ok');
    await stage.settle();
    expect(stage.notices.at(-1)?.text).toBe('Zürich – 株式: ok');
    expect(stage.connection.undecoded).toBe(0);
  });

  it('A13 goes on after messages that it cannot read', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    const { faults } = stage.stage.simulator;
    faults.onTelling('currentTime', { kind: 'changed', fields: () => ['4711', '1'] });
    faults.onTelling('currentTime', { kind: 'changed', fields: () => ['49'] });
    faults.onTelling('currentTime', { kind: 'changed', fields: (fields) => [...fields, 'more'] });
    const outcomes = [1, 2, 3, 4].map(() => stage.connection.echo().catch(() => 'no answer'));
    await stage.pass(45_000);
    await Promise.all(outcomes);
    expect(stage.connection.undecoded).toBeGreaterThanOrEqual(3);
    await stage.connection.echo();
    expect(stage.connection.state).toBe('up');
  });

  it('A14 survives an error whose details are no JSON, and tells the rest of it', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    stage.stage.simulator.sessions.of(7)?.tellError(5, 201, 'Order rejected - reason:margin', '{not json');
    await stage.settle();
    expect(stage.notices.at(-1)).toMatchObject({ id: 5, code: 201, text: 'Order rejected - reason:margin' });
    await stage.connection.echo();
    expect(stage.connection.undecoded).toBe(1);
  });

  it('A15 keeps a listener that throws from nobody else', async () => {
    stage = await ConnectionStage.open();
    stage.connection.on('currentTime', () => {
      throw new TypeError('a mistake');
    });
    let heard = 0;
    stage.connection.on('currentTime', () => {
      heard += 1;
    });
    await stage.up();
    await stage.connection.echo();
    expect(heard).toBe(1);
    expect(stage.troubles[0]).toMatch(/A listener failed: a mistake/);
  });

  it('H3 takes an outage that is told fifty times for one', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    stage.stage.simulator.life.loseIb(50);
    await stage.settle();
    expect(stage.connection.isLinked).toBe(false);
    stage.stage.simulator.life.restoreIb(true);
    await stage.settle();
    expect(stage.life).toEqual(['begin', 'link lost', 'link restored']);
  });

  it('H5 comes to the port that it is told', async () => {
    stage = await ConnectionStage.open();
    await stage.up();
    const port = await freePort();
    stage.stage.simulator.life.movePort(port);
    await stage.pass(5_000);
    expect(stage.life).toEqual(['begin', 'lost', 'begin']);
    expect(stage.stage.simulator.port).toBe(port);
  });

  it('H10 waits longer and longer while the server drops whoever comes', async () => {
    stage = await ConnectionStage.open({ connectWithinMs: 3_600_000 });
    const times: number[] = [];
    stage.stage.simulator.faults.onRequest(
      ({ name }) => name === 'startApi' && times.push(stage.stage.clock.utcNow()) > 0,
      { kind: 'resetBefore' },
      20,
    );
    const outcome = stage.connect();
    await stage.pass(1_200_000);
    expect(await outcome).toBe('connected');
    const waits = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 5_000]);
    expect(Math.max(...waits)).toBe(60_000);
  });
});

async function freePort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address !== 'string' ? address.port : 0;
}
