import { createSocket } from 'node:dgram';

/** Seconds between 1900-01-01, where NTP counts from, and 1970-01-01. */
const NTP_EPOCH_SECONDS = 2_208_988_800;
const PACKET_BYTES = 48;
/** No leap warning, version 4, client. */
const CLIENT_REQUEST = 0x23;
const TRANSMIT_AT = 40;
const STRATUM_AT = 1;
const NTP_PORT = 123;

/** How far this machine's clock is off, and how exactly that is known. In ms; positive: it is fast. */
export interface ClockOffset {
  readonly source: string;
  readonly offsetMs: number;
  readonly errorMs: number;
}

/**
 * Asks a source of time: `ntp://host[:port]` by SNTP (RFC 4330), `http(s)://…` by the `Date` header, which has whole
 * seconds.
 */
export function askTimeSource(source: string, timeoutMs: number): Promise<ClockOffset> {
  const url = new URL(source);
  return url.protocol === 'ntp:'
    ? askNtp(source, url.hostname, url.port === '' ? NTP_PORT : Number(url.port), timeoutMs)
    : askHttp(source, timeoutMs);
}

function askNtp(source: string, host: string, port: number, timeoutMs: number): Promise<ClockOffset> {
  const socket = createSocket('udp4');
  return new Promise<ClockOffset>((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    const packet = Buffer.alloc(PACKET_BYTES);
    packet[0] = CLIENT_REQUEST;
    let sentMs = 0;
    socket.on('error', reject);
    socket.on('message', (answer) => {
      clearTimeout(timeout);
      if (answer.length < PACKET_BYTES || answer[STRATUM_AT] === 0) reject(new Error('an answer that is no time'));
      else resolve({ source, ...offsetOf(timestamp(answer), sentMs, Date.now(), 0) });
    });
    socket.send(packet, port, host, (error) => (error === null ? undefined : reject(error)));
    sentMs = Date.now();
  }).finally(() => socket.close());
}

function timestamp(packet: Buffer): number {
  const seconds = packet.readUInt32BE(TRANSMIT_AT) - NTP_EPOCH_SECONDS;
  return seconds * 1_000 + (packet.readUInt32BE(TRANSMIT_AT + 4) / 2 ** 32) * 1_000;
}

async function askHttp(source: string, timeoutMs: number): Promise<ClockOffset> {
  const sentMs = Date.now();
  const { headers } = await fetch(source, {
    method: 'HEAD',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const receivedMs = Date.now();
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs)) throw new Error('an answer without a date');
  // The header cuts the second off: on the average half of one.
  return { source, ...offsetOf(theirs + 500, sentMs, receivedMs, 500) };
}

/** Their time belongs to the middle of the way there and back. */
function offsetOf(
  theirs: number,
  sentMs: number,
  receivedMs: number,
  resolutionMs: number,
): Omit<ClockOffset, 'source'> {
  const wayMs = (receivedMs - sentMs) / 2;
  return { offsetMs: Math.round(sentMs + wayMs - theirs), errorMs: Math.ceil(wayMs) + resolutionMs };
}
