import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const NTP_EPOCH_SECONDS = 2_208_988_800;

/** An SNTP server of this machine whose time is off by so many ms; its address as a URL. */
export async function ntpServer(aheadMs: number, stratum = 2): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (_request, { port, address }) => {
    const packet = Buffer.alloc(48);
    packet[0] = 0x24;
    packet[1] = stratum;
    const now = Date.now() + aheadMs;
    packet.writeUInt32BE(Math.floor(now / 1_000) + NTP_EPOCH_SECONDS, 40);
    packet.writeUInt32BE(Math.floor(((now % 1_000) / 1_000) * 2 ** 32), 44);
    socket.send(packet, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return `ntp://127.0.0.1:${socket.address().port}`;
}

/** A web server of this machine whose time is off by so many ms; its address. */
export async function webServer(aheadMs: number): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('date', new Date(Date.now() + aheadMs).toUTCString());
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
