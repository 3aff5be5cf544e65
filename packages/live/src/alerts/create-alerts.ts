import type { Clock } from '@lockstep/core';
import type { AlertSettings } from '../config/lockstep-config.ts';
import type { SecretScrubber } from '../config/secret-scrubber.ts';
import { type Environment, readSecret, requireSecret, type TradingEnvironment } from '../config/trading-environment.ts';
import type { AlertChannel } from './alert-channel.ts';
import { Alerts, type AlertsOptions } from './alerts.ts';
import { consoleChannel, emailChannel, telegramChannel, webhookChannel } from './channels.ts';
import { Heartbeat } from './heartbeat.ts';

/** What alerts of a deployment are made of. */
export interface AlertSources {
  readonly settings: AlertSettings | undefined;
  readonly environment: Environment;
  readonly stage: TradingEnvironment['environment'];
  readonly from: string;
  readonly clock: Clock;
  /** Learns the secrets that are read here. */
  readonly scrubber: SecretScrubber;
  readonly onFailure?: AlertsOptions['onFailure'];
  /** Where the console channel writes. @defaultValue standard error */
  readonly writeConsole?: (text: string) => void;
}

/**
 * The alerts that configuration and environment ask for.
 *
 * @throws LockstepError `SECRET_MISSING` for a channel whose secret is not set
 */
export function createAlerts(sources: AlertSources): Alerts {
  const { settings = {}, from, clock, scrubber, onFailure } = sources;
  const { repeatAfterMinutes, maxPerMinute } = settings;
  return new Alerts({
    from,
    clock,
    scrubber,
    channels: channelsOf(sources),
    repeatAfterMinutes,
    maxPerMinute,
    ...(onFailure === undefined ? {} : { onFailure }),
  });
}

/** The heartbeat that the environment's HEARTBEAT_URL asks for; undefined without one. */
export function createHeartbeat(
  { settings = {}, environment, stage, clock, scrubber }: AlertSources,
  isWell: () => boolean,
  onChange: (error: unknown) => void = () => undefined,
): Heartbeat | undefined {
  const url = readSecret(environment, 'HEARTBEAT_URL', stage);
  if (url === undefined) return undefined;
  scrubber.add(url);
  return new Heartbeat({ url, clock, isWell, onChange, everySeconds: settings.heartbeatSeconds ?? 60 });
}

function channelsOf({ settings = {}, environment, stage, scrubber, writeConsole }: AlertSources): AlertChannel[] {
  const { telegram, webhook, email } = settings;
  const secret = (name: string, purpose: string): ReturnType<typeof requireSecret> => {
    const found = requireSecret(environment, name, stage, purpose);
    scrubber.add(found);
    return found;
  };
  const channels: AlertChannel[] = [consoleChannel(settings.console?.from, writeConsole)];
  if (telegram !== undefined) {
    channels.push(telegramChannel(secret('TELEGRAM_BOT_TOKEN', 'alerts by Telegram'), telegram.chatId, telegram.from));
  }
  if (webhook !== undefined)
    channels.push(webhookChannel(secret('ALERT_WEBHOOK_URL', 'alerts by webhook'), webhook.from));
  if (email !== undefined) {
    const password = email.user === undefined ? undefined : secret('SMTP_PASSWORD', 'alerts by e-mail');
    channels.push(emailChannel(email, password));
  }
  return channels;
}
