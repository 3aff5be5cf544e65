import type { EmailSettings } from '../config/lockstep-config.ts';
import type { Secret } from '../config/secret.ts';
import type { Severity } from '../store/journal-record.ts';
import { alertText } from './alert.ts';
import { type AlertChannel, postJson } from './alert-channel.ts';

/** Longest message that Telegram takes. */
const TELEGRAM_LENGTH = 4_096;
/** The library's own limits, in case the connection is never answered. */
const SMTP_TIMEOUT_MS = 15_000;

/** Writes alerts as text, by default onto standard error. */
export function consoleChannel(
  threshold: Severity = 'warning',
  write: (text: string) => void = (text) => void process.stderr.write(text),
): AlertChannel {
  return {
    name: 'console',
    threshold,
    send: (alert) => {
      write(`${alertText(alert)}\n`);
      return Promise.resolve();
    },
  };
}

/** Posts alerts as JSON: severity, code, title, text, subject, from, time (ISO, UTC). */
export function webhookChannel(url: Secret, threshold: Severity = 'warning'): AlertChannel {
  return {
    name: 'webhook',
    threshold,
    send: ({ timeMs, ...alert }, signal) =>
      postJson(url.reveal(), { ...alert, time: new Date(timeMs).toISOString() }, signal),
  };
}

/** Sends alerts with a Telegram bot. `apiUrl` is Telegram's unless a server of one's own is used. */
export function telegramChannel(
  token: Secret,
  chatId: string,
  threshold: Severity = 'warning',
  apiUrl = 'https://api.telegram.org',
): AlertChannel {
  return {
    name: 'telegram',
    threshold,
    send: (alert, signal) =>
      postJson(
        `${apiUrl}/bot${token.reveal()}/sendMessage`,
        {
          chat_id: chatId,
          text: alertText(alert).slice(0, TELEGRAM_LENGTH),
          disable_notification: alert.severity === 'info',
        },
        signal,
      ),
  };
}

/** Sends alerts by e-mail over SMTP. */
export function emailChannel(settings: EmailSettings, password: Secret | undefined): AlertChannel {
  const { host, port, secure = false, user, sender, recipients, from: threshold = 'error' } = settings;
  return {
    name: 'email',
    threshold,
    send: async (alert, signal) => {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host,
        port: port ?? (secure ? 465 : 587),
        secure,
        ...(user === undefined ? {} : { auth: { user, pass: password?.reveal() ?? '' } }),
        connectionTimeout: SMTP_TIMEOUT_MS,
        greetingTimeout: SMTP_TIMEOUT_MS,
        socketTimeout: SMTP_TIMEOUT_MS,
      });
      const giveUp = (): void => transport.close();
      signal.addEventListener('abort', giveUp);
      try {
        const subject = `[${alert.severity}] ${alert.from}: ${alert.title}`;
        await transport.sendMail({ from: sender, to: [...recipients], subject, text: alertText(alert) });
      } finally {
        signal.removeEventListener('abort', giveUp);
        transport.close();
      }
    },
  };
}
