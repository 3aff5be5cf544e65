import { VirtualClock } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { advanceUntil } from '../../test/advance-until.ts';
import { httpServer, smtpServer } from '../../test/local-servers.ts';
import { Secret } from '../config/secret.ts';
import { SecretScrubber } from '../config/secret-scrubber.ts';
import { systemClock } from '../system-clock.ts';
import type { Alert, OutgoingAlert } from './alert.ts';
import type { AlertChannel } from './alert-channel.ts';
import { Alerts } from './alerts.ts';
import { consoleChannel, emailChannel, telegramChannel, webhookChannel } from './channels.ts';
import { createAlerts, createHeartbeat } from './create-alerts.ts';
import { Heartbeat } from './heartbeat.ts';

const START = Date.UTC(2024, 2, 4, 14, 30);
const MINUTE_MS = 60_000;

const alert = (changes: Partial<Alert> = {}): Alert => ({
  severity: 'error',
  code: 'FEED_STALE',
  title: 'No data for 60 s',
  text: 'Check the connection.',
  ...changes,
});

/** A channel that notes what it gets. */
function notingChannel(
  threshold: AlertChannel['threshold'] = 'info',
): AlertChannel & { readonly got: OutgoingAlert[] } {
  const got: OutgoingAlert[] = [];
  return {
    name: 'noting',
    threshold,
    got,
    send: (outgoing) => {
      got.push(outgoing);
      return Promise.resolve();
    },
  };
}

function alertsTo(channels: readonly AlertChannel[], options: Partial<ConstructorParameters<typeof Alerts>[0]> = {}) {
  const clock = new VirtualClock(START);
  const failures: string[] = [];
  const alerts = new Alerts({
    from: 'bot-1',
    channels,
    clock,
    scrubber: new SecretScrubber(),
    onFailure: (channel, { code }, error) => failures.push(`${channel} ${code}: ${(error as Error).message}`),
    ...options,
  });
  return { alerts, clock, failures };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('Alerts', () => {
  it('tells each channel what is grave enough for it', async () => {
    const [all, grave] = [notingChannel('info'), notingChannel('critical')];
    const { alerts } = alertsTo([all, grave]);
    for (const severity of ['info', 'warning', 'error', 'critical'] as const) {
      alerts.raise(alert({ severity, code: severity }));
    }
    await settle();
    expect(all.got.map(({ code }) => code)).toEqual(['info', 'warning', 'error', 'critical']);
    expect(grave.got.map(({ code }) => code)).toEqual(['critical']);
    expect(all.got[0]).toMatchObject({ from: 'bot-1', timeMs: START });
  });

  it('tells the same alert once in a while, with how often it came, and at once when it gets graver', async () => {
    const channel = notingChannel();
    const { alerts, clock } = alertsTo([channel]);
    for (let count = 0; count < 5; count += 1) alerts.raise(alert({ subject: 'ALFA' }));
    alerts.raise(alert({ subject: 'BRAVO' }));
    alerts.raise(alert({ subject: 'ALFA', severity: 'critical' }));
    alerts.raise(alert({ subject: 'ALFA' }));
    clock.advanceTo(START + 16 * MINUTE_MS);
    alerts.raise(alert({ subject: 'ALFA' }));
    alerts.settle('FEED_STALE', 'ALFA');
    alerts.raise(alert({ subject: 'ALFA' }));
    await settle();
    expect(channel.got.map(({ subject, severity }) => `${subject} ${severity}`)).toEqual([
      'ALFA error',
      'BRAVO error',
      'ALFA critical',
      'ALFA error',
      'ALFA error',
    ]);
    expect(channel.got[3]?.text).toMatch(/It came 1 more times/);
    expect(channel.got[4]?.text).toBe('Check the connection.');
  });

  it('holds back what exceeds the rate, tells it as one, and lets critical ones through', async () => {
    const channel = notingChannel();
    const { alerts, clock } = alertsTo([channel], { maxPerMinute: 3 });
    for (let count = 0; count < 8; count += 1)
      alerts.raise(alert({ code: count < 6 ? 'A' : 'B', subject: String(count) }));
    alerts.raise(alert({ severity: 'critical', code: 'KILL' }));
    await settle();
    expect(channel.got.map(({ code }) => code)).toEqual(['A', 'A', 'A', 'KILL']);
    clock.advanceTo(START + MINUTE_MS);
    await settle();
    expect(channel.got.at(-1)).toMatchObject({
      code: 'ALERTS_HELD_BACK',
      title: '5 more alerts in the last minute',
      text: '3 × A, 2 × B',
    });
    alerts.raise(alert({ code: 'C' }));
    await settle();
    expect(channel.got.at(-1)?.code).toBe('C');
  });

  it('is never held up: a channel that hangs, throws or refuses does not touch the others', async () => {
    const hanging: AlertChannel = { name: 'hanging', threshold: 'info', send: () => new Promise(() => undefined) };
    const throwing: AlertChannel = {
      name: 'throwing',
      threshold: 'info',
      send: () => {
        throw new Error('broken');
      },
    };
    const well = notingChannel();
    const { alerts, clock, failures } = alertsTo([hanging, throwing, well]);
    const before = performance.now();
    for (let count = 0; count < 90; count += 1) alerts.raise(alert({ severity: 'critical', subject: String(count) }));
    expect(performance.now() - before).toBeLessThan(200);
    await settle();
    for (let count = 90; count < 150; count += 1) alerts.raise(alert({ severity: 'critical', subject: String(count) }));
    await settle();
    expect(well.got).toHaveLength(150);
    // Queues are bounded; the oldest are given up.
    expect(failures.filter((line) => line.startsWith('hanging'))).toHaveLength(49);
    await advanceUntil(clock, alerts.close(5_000));
    expect(failures.filter((line) => line.startsWith('throwing'))).toHaveLength(150);
  });

  it('masks secrets', async () => {
    const channel = notingChannel();
    const { alerts } = alertsTo([channel], { scrubber: new SecretScrubber([new Secret('K', 'hunter2')]) });
    alerts.raise(alert({ title: 'hunter2', text: 'at https://x/hunter2', subject: 'hunter2' }));
    await settle();
    expect(JSON.stringify(channel.got)).not.toContain('hunter2');
  });
});

describe('channels', () => {
  it('posts JSON to a webhook, again when the server is down for a moment', async () => {
    const server = await httpServer((_, count) => (count < 3 ? { status: 503 } : { status: 204 }));
    const { alerts, clock, failures } = alertsTo([webhookChannel(new Secret('URL', `${server.url}/hook?token=abc`))]);
    alerts.raise(alert());
    while (server.received.length < 3) {
      await settle();
      clock.advanceTo(clock.utcNow() + 500);
    }
    await advanceUntil(clock, alerts.close());
    expect(server.received).toHaveLength(3);
    expect(server.received[2]).toMatchObject({ method: 'POST', path: '/hook?token=abc' });
    expect(JSON.parse(server.received[2]?.body ?? '')).toEqual({
      severity: 'error',
      code: 'FEED_STALE',
      title: 'No data for 60 s',
      text: 'Check the connection.',
      from: 'bot-1',
      time: '2024-03-04T14:30:00.000Z',
    });
    expect(failures).toEqual([]);
  });

  it('gives a webhook up that never answers, and comes back as late as it is asked to', async () => {
    const hanging = await httpServer(() => 'hang');
    const limited = await httpServer((_, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '60' } } : { status: 200 },
    );
    const { alerts, clock, failures } = alertsTo([
      webhookChannel(new Secret('URL', hanging.url)),
      telegramChannel(new Secret('TOKEN', '42:abc'), '-100', 'info', limited.url),
    ]);
    alerts.raise(alert());
    while (limited.received.length < 1) await settle();
    await settle();
    clock.advanceTo(START + 59_000);
    await settle();
    expect(limited.received).toHaveLength(1);
    while (failures.length === 0) {
      await settle();
      clock.advanceTo(clock.utcNow() + 1_000);
    }
    expect(failures).toEqual(['webhook FEED_STALE: no answer within 10 s']);
    expect(hanging.received).toHaveLength(4);
    expect(limited.received).toHaveLength(2);
  });

  it('sends Telegram messages of the length that Telegram takes', async () => {
    const server = await httpServer();
    const { alerts, clock } = alertsTo([telegramChannel(new Secret('TOKEN', '42:abc'), '-100', 'info', server.url)]);
    alerts.raise(alert({ text: 'x'.repeat(9_000) }));
    await advanceUntil(clock, alerts.close(), 1);
    expect(server.received).toMatchObject([{ path: '/bot42:abc/sendMessage' }]);
    const message = JSON.parse(server.received[0]?.body ?? '') as { chat_id: string; text: string };
    expect(message.chat_id).toBe('-100');
    expect(message.text).toMatch(/^ERROR bot-1: No data for 60 s\nx/);
    expect(message.text).toHaveLength(4_096);
  });

  it('sends e-mail with a login, and reports a login that is refused', { timeout: 30_000 }, async () => {
    const { port, mails } = await smtpServer('bot', 'right');
    const settings = {
      host: '127.0.0.1',
      port,
      user: 'bot',
      sender: 'bot@example.org',
      recipients: ['a@example.org', 'b@example.org'],
    };
    const { alerts, failures } = alertsTo(
      [emailChannel(settings, new Secret('P', 'right')), emailChannel(settings, new Secret('P', 'wrong'))],
      { clock: systemClock },
    );
    alerts.raise(alert({ severity: 'warning', code: 'MINOR' }));
    alerts.raise(alert());
    while (mails.length === 0) await settle();
    await alerts.close(20_000);
    expect(mails).toMatchObject([{ user: 'bot', from: 'bot@example.org', to: ['a@example.org', 'b@example.org'] }]);
    expect(mails[0]?.text).toContain('Subject: [error] bot-1: No data for 60 s');
    expect(failures).toEqual([expect.stringMatching(/^email FEED_STALE: .*Invalid username or password/)]);
  });

  it('prints onto the console', async () => {
    let printed = '';
    const { alerts, clock } = alertsTo([
      consoleChannel('info', (text) => {
        printed += text;
      }),
    ]);
    alerts.raise(alert());
    await advanceUntil(clock, alerts.close());
    expect(printed).toBe('ERROR bot-1: No data for 60 s\nCheck the connection.\nFEED_STALE, 2024-03-04 14:30:00 UTC\n');
  });
});

describe('Heartbeat', () => {
  it('pings while all is well, and says when pings begin to fail', async () => {
    let status = 200;
    let isWell = true;
    const server = await httpServer(() => ({ status }));
    const clock = new VirtualClock(START);
    const changes: (string | null)[] = [];
    const heartbeat = new Heartbeat({
      url: new Secret('HEARTBEAT_URL', `${server.url}/ping`),
      everySeconds: 60,
      clock,
      isWell: () => isWell,
      onChange: (error) => changes.push(error === null ? null : (error as Error).message),
    });
    const minute = async (): Promise<void> => {
      clock.advanceTo(clock.utcNow() + MINUTE_MS);
      for (let round = 0; round < 10; round += 1) await settle();
    };
    heartbeat.start();
    heartbeat.start();
    for (let round = 0; round < 10; round += 1) await settle();
    await minute();
    expect(server.received).toHaveLength(2);
    isWell = false;
    await minute();
    expect(server.received).toHaveLength(2);
    isWell = true;
    status = 500;
    await minute();
    await minute();
    status = 200;
    await minute();
    expect(changes).toEqual(['HTTP 500', null]);
    heartbeat.stop();
    await minute();
    expect(server.received).toHaveLength(5);
  });
});

describe('createAlerts', () => {
  const sources = {
    environment: {},
    stage: 'staging',
    from: 'bot-1',
    clock: systemClock,
    scrubber: new SecretScrubber(),
  } as const;

  it('names the secret that a channel lacks', () => {
    for (const [settings, name] of [
      [{ telegram: { chatId: '1' } }, 'TELEGRAM_BOT_TOKEN'],
      [{ webhook: {} }, 'ALERT_WEBHOOK_URL'],
      [{ email: { host: 'h', user: 'u', sender: 's', recipients: ['r'] } }, 'SMTP_PASSWORD'],
    ] as const) {
      expect(() => createAlerts({ ...sources, settings })).toThrow(
        expect.objectContaining({ code: 'SECRET_MISSING', message: expect.stringContaining(name) as string }),
      );
    }
    expect(createHeartbeat({ ...sources, settings: undefined }, () => true)).toBeUndefined();
  });

  it('makes what the configuration asks for, and masks the secrets of the channels themselves', async () => {
    const server = await httpServer();
    const scrubber = new SecretScrubber();
    const environment = { ALERT_WEBHOOK_URL: `${server.url}/secret-path`, HEARTBEAT_URL: `${server.url}/beat` };
    const settings = { webhook: { from: 'info' }, console: { from: 'critical' } } as const;
    const alerts = createAlerts({ ...sources, environment, settings, scrubber });
    alerts.raise(alert({ text: `see ${environment.ALERT_WEBHOOK_URL}` }));
    await alerts.close();
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({ text: 'see ***' });
    const heartbeat = createHeartbeat({ ...sources, environment, settings, scrubber }, () => true);
    heartbeat?.start();
    while (server.received.length < 2) await settle();
    heartbeat?.stop();
    expect(server.received[1]).toMatchObject({ method: 'GET', path: '/beat' });
  });
});
