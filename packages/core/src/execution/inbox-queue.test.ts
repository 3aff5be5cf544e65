import { expect, test } from 'vitest';
import type { BrokerageInbox, BrokerageMessage } from '../brokerage/brokerage.ts';
import { InboxQueue } from './inbox-queue.ts';

const notice = (text: string): BrokerageMessage => ({ kind: 'notice', severity: 'info', code: '', text });

/** Takes messages in, and does something at each. */
function reader(at: (text: string) => void): { readonly inbox: BrokerageInbox; readonly read: string[] } {
  const read: string[] = [];
  const message = (message: BrokerageMessage): void => {
    const { text } = message as Extract<BrokerageMessage, { kind: 'notice' }>;
    read.push(text);
    at(text);
  };
  return { inbox: { message, orderEvent: () => expect.unreachable() }, read };
}

test('hands on what waits in its order, and what arrives meanwhile', () => {
  const queue = new InboxQueue();
  const { inbox, read } = reader((text) => {
    if (text === 'a') queue.message(notice('c'));
  });
  queue.message(notice('a'));
  queue.message(notice('b'));
  queue.drain(inbox);
  expect(read).toEqual(['a', 'b', 'c']);
  expect(queue.isEmpty).toBe(true);
});

test('what stands behind one that fails keeps waiting', () => {
  const queue = new InboxQueue();
  const { inbox, read } = reader((text) => {
    if (text === 'a') throw new Error('a strategy that throws');
  });
  queue.message(notice('a'));
  queue.message(notice('b'));
  expect(() => queue.drain(inbox)).toThrow('a strategy that throws');
  queue.drain(inbox);
  expect(read).toEqual(['a', 'b']);
});
