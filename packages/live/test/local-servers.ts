import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach } from 'vitest';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** How a server answers: a status with headers, or not at all. */
export type Answer = { readonly status: number; readonly headers?: Record<string, string> } | 'hang';

/** An HTTP server on loopback that notes what it gets. */
export async function httpServer(
  answer: (request: Received, count: number) => Answer = () => ({ status: 200 }),
): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const item = { method: request.method ?? '', path: request.url ?? '', body };
      received.push(item);
      const given = answer(item, received.length);
      if (given !== 'hang') response.writeHead(given.status, given.headers).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** A mail that arrived. */
export interface Mail {
  readonly user: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** An SMTP server on loopback that takes mail of one user. */
export async function smtpServer(
  user: string,
  password: string,
): Promise<{ readonly port: number; readonly mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) => {
      if (auth.username === user && auth.password === password) callback(null, { user });
      else callback(new Error('Invalid username or password'));
    },
    onData: (stream, session, callback) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += String(chunk);
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        mails.push({ user: String(session.user), from, to: rcptTo.map(({ address }) => address), text });
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
