import { describe, expect, onTestFinished, test } from 'vitest';
import { bridgeSocket } from '../src/bridge/bridge-socket.ts';
import { serveBridge } from '../src/bridge/serve-bridge.ts';
import { hasPython, python } from './python.ts';

const TOKEN = 'a token of more than sixteen';

/** The first lines that a bridge says to a client that opens without a proof. */
async function linesOf(address: string, line: string): Promise<string[]> {
  const [host = '', port = ''] = address.split(':');
  let text = '';
  return new Promise((resolve) => {
    const stream = bridgeSocket({ host, port: Number(port), token: TOKEN }).open({
      data: (chunk) => {
        const isFirst = text === '';
        text += chunk.toString();
        if (isFirst) stream.send(line);
      },
      ended: () => resolve(text.trim().split('\n')),
    });
  });
}

describe.skipIf(!hasPython)('a bridge that waits for another machine', () => {
  test('says where it waits, greets, and lets nobody in without the token', async () => {
    const said: string[] = [];
    const bridge = await serveBridge({
      listen: '127.0.0.1:0',
      token: TOKEN,
      python: python(),
      onOutput: (text) => said.push(text),
    });
    onTestFinished(() => bridge.stop());
    expect(bridge.address).toMatch(/^127\.0\.0\.1:\d+$/);
    const [hello, refused] = await linesOf(bridge.address, JSON.stringify({ type: 'open', v: 1, proof: 'wrong' }));
    expect(JSON.parse(hello ?? '')).toMatchObject({ type: 'hello', v: 1 });
    expect(JSON.parse(refused ?? '')).toEqual({ type: 'refused', reason: 'wrong token' });
    expect(said.join('\n')).not.toContain(TOKEN);
    bridge.stop();
    await bridge.ended;
  });

  test('a token that is too short, or an address in use, is said', async () => {
    await expect(serveBridge({ listen: '127.0.0.1:0', token: 'short', python: python() })).rejects.toThrow(
      /BROKER_UNAVAILABLE|16 characters or more/,
    );
    const first = await serveBridge({ listen: '127.0.0.1:0', token: TOKEN, python: python() });
    onTestFinished(() => first.stop());
    await expect(serveBridge({ listen: first.address, token: TOKEN, python: python() })).rejects.toThrow(
      /[Aa]ddress already in use/,
    );
  });

  test('no Python is said', async () => {
    await expect(serveBridge({ listen: '127.0.0.1:0', token: TOKEN, python: 'no-such-python' })).rejects.toThrow(
      /no-such-python could not be started/,
    );
  });
});
