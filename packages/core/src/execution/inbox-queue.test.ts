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
  queue.drain(inbox);
  expect(read).toEqual(['a', 'b', 'c']);
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

test('what is to be done before the strategy is called comes first, what needs prices at its own point', () => {
  const queue = new InboxQueue();
  const { inbox, read } = reader(() => undefined);
  let woken = 0;
  queue.onArrival(() => {
    woken += 1;
  });
  queue.message(notice('a'));
  queue.intervene(() => read.push('pause'));
  queue.post(() => read.push('flatten'));
  expect(woken).toBe(2);
  queue.drain(inbox);
  expect(read).toEqual(['pause', 'a']);
  queue.intervene(() => read.push('resume'));
  queue.takeInterventions();
  queue.carryOut();
  expect(read).toEqual(['pause', 'a', 'resume', 'flatten']);
  expect(queue.looks).toBe(3);
});
