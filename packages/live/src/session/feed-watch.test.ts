import {
  Algorithm,
  type DataFeed,
  type FeedListener,
  Market,
  NOTHING_YET,
  Resolution,
  SecuritySymbol,
  SecurityType,
} from '@lockstep/core';
import { MemoryDataFeed, testReferenceData } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { drive, driveToEnd } from '../../test/drive.ts';
import { scratchFolder } from '../../test/scratch-store.ts';
import { minute, minutes, startSmall } from '../../test/small-market.ts';

class Watches extends Algorithm {
  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
    this.setBenchmark(() => 1);
  }
}

/** Ten minutes of data and then none, from a feed that says what it is told to. */
class Talkative implements DataFeed {
  readonly #bars = new MemoryDataFeed(minutes(Array.from({ length: 10 }, () => 100)));
  listener: FeedListener | null = null;

  connect(listener: FeedListener): void {
    this.listener = listener;
  }

  subscribe(request: Parameters<DataFeed['subscribe']>[0]): ReturnType<DataFeed['subscribe']> {
    const source = this.#bars.subscribe(request);
    // Live, data does not end: it stays away.
    return { next: () => source.next() ?? NOTHING_YET, close: () => source.close() };
  }
}

async function told(speak: (listener: FeedListener) => void): Promise<string[]> {
  const feed = new Talkative();
  const codes: string[] = [];
  const { session, clock } = await startSmall(Watches, scratchFolder(), {
    closes: [],
    data: { feed, history: new MemoryDataFeed(), reference: testReferenceData() },
    onNotice: ({ code, subject }) => void codes.push(subject === undefined ? code : `${code} ${subject}`),
  });
  await drive(session, clock, minute(9) + 30_000);
  speak(feed.listener!);
  await drive(session, clock, minute(20));
  await Promise.all([session.stop(), driveToEnd(session, clock)]);
  return codes.filter((code) => !code.startsWith('SESSION') && code !== 'NEW_DAY');
}

test('data that stays away is told, also while gaps are filled', async () => {
  expect(await told(() => undefined)).toEqual(['FEED_SILENT ABC']);
});

test('the silence of a halted security is not', async () => {
  const { symbol } = symbolOf();
  expect(await told((listener) => listener.status({ kind: 'halted', symbol, reason: 'LULD' }))).toEqual([
    'TRADING_HALTED ABC',
  ]);
  const halt = (listener: FeedListener): void => {
    listener.status({ kind: 'halted', symbol, reason: 'LULD' });
    listener.status({ kind: 'resumed', symbol, reason: '' });
  };
  expect(await told(halt)).toEqual(['TRADING_HALTED ABC', 'TRADING_RESUMED ABC', 'FEED_SILENT ABC']);
});

test('what a feed says of itself is told', async () => {
  const { symbol } = symbolOf();
  const codes = await told((listener) => {
    listener.status({ kind: 'disconnected', reason: 'line', expected: false });
    listener.status({ kind: 'reconnected' });
    listener.status({ kind: 'delayed', symbol, delayMs: 900_000 });
    listener.status({ kind: 'refused', symbol, code: '354', text: 'not subscribed' });
    listener.status({ kind: 'incomplete', symbol, fromUtc: minute(1), untilUtc: minute(2), reason: 'pacing' });
  });
  expect(codes).toEqual([
    'FEED_DISCONNECTED',
    'FEED_CONNECTED',
    'FEED_DELAYED ABC',
    'FEED_REFUSED ABC',
    'BARS_INCOMPLETE ABC',
    'FEED_SILENT ABC',
  ]);
});

function symbolOf(): { readonly symbol: SecuritySymbol } {
  return {
    symbol: new SecuritySymbol('ABC', { ticker: 'ABC', securityType: SecurityType.Equity, market: Market.USA }),
  };
}
