import type { Check } from './check.ts';
import { askTimeSource, type ClockOffset } from './time-sources.ts';

/** Asked in this order until one answers. */
export const TIME_SOURCES: readonly string[] = ['ntp://pool.ntp.org', 'https://www.cloudflare.com'];

const TIMEOUT_MS = 3_000;
/** Bars are closed and orders are judged by this clock: two seconds off is too much for trading. */
const TOO_FAR_MS = 2_000;
const FAR_MS = 500;

/** The clock of this machine against a source of time. */
export async function checkClock(sources: readonly string[] = TIME_SOURCES, timeoutMs = TIMEOUT_MS): Promise<Check> {
  const failures: string[] = [];
  for (const source of sources) {
    try {
      return verdictOn(await askTimeSource(source, timeoutMs));
    } catch (error) {
      failures.push(`${source}: ${reasonOf(error)}`);
    }
  }
  return {
    name: 'clock',
    verdict: 'unknown',
    found: 'no source of time could be reached',
    details: failures,
    advice: 'Name one that can be reached with --time-source ntp://… or https://…, and keep the clock set by NTP.',
  };
}

function verdictOn({ source, offsetMs, errorMs }: ClockOffset): Check {
  const size = Math.abs(offsetMs);
  const words = offsetMs === 0 ? 'exact' : `${(size / 1000).toFixed(3)} s ${offsetMs > 0 ? 'fast' : 'slow'}`;
  const found = `${words} by ${source} (± ${(errorMs / 1000).toFixed(3)} s)`;
  const certain = size - errorMs;
  if (certain <= FAR_MS) return { name: 'clock', verdict: 'ok', found };
  const advice = 'Set the clock by NTP, for example `timedatectl set-ntp true`; trading needs it within two seconds.';
  return { name: 'clock', verdict: certain > TOO_FAR_MS ? 'fail' : 'warn', found, advice };
}

/** What `fetch` says of a failed connection stands in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message === '' ? ((cause as { readonly code?: string }).code ?? cause.name) : cause.message;
}
