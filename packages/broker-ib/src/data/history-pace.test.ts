import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HistoryPace, type PacedQuestion } from './history-pace.ts';

const question = (key: string, subject = key, weight = 1): PacedQuestion => ({ key, subject, weight });

describe('the pace of history', () => {
  test('the same question waits fifteen seconds, another one goes at once', () => {
    const pace = new HistoryPace();
    pace.ask(1_000, question('a'));
    expect(pace.mayAskAt(2_000, question('a'))).toBe(16_000);
    expect(pace.mayAskAt(2_000, question('b'))).toBe(2_000);
  });

  test('the sixth question about a subject waits for the first to be two seconds old', () => {
    const pace = new HistoryPace();
    for (let at = 0; at < 5; at += 1) pace.ask(at * 100, question(`q${at}`, 'AAPL'));
    expect(pace.mayAskAt(500, question('q5', 'AAPL'))).toBe(2_000);
    expect(pace.mayAskAt(500, question('q5', 'MSFT'))).toBe(500);
    // Bid and ask together are two of them.
    expect(pace.mayAskAt(500, question('q5', 'AAPL', 2))).toBe(2_100);
  });

  test('after it was too fast nothing goes for fifteen seconds', () => {
    const pace = new HistoryPace();
    pace.wasTooFast(1_000_000);
    expect(pace.mayAskAt(1_000_000, question('a'))).toBe(1_015_000);
  });

  test('whoever asks when he may is never faster than IB takes, whatever he asks', () => {
    const asked = fc.record({
      waitMs: fc.integer({ min: 0, max: 20_000 }),
      of: fc.integer({ min: 0, max: 9 }),
      weight: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(fc.array(asked, { minLength: 60, maxLength: 200 }), (list) => {
        const pace = new HistoryPace();
        const sent: (PacedQuestion & { readonly at: number })[] = [];
        let now = 0;
        for (const { waitMs, of, weight } of list) {
          const next = question(`q${of}`, `s${of % 3}`, weight);
          now = Math.max(now + waitMs, pace.mayAskAt(now + waitMs, next));
          pace.ask(now, next);
          sent.push({ ...next, at: now });
        }
        for (const each of sent) {
          const within = (ms: number) => sent.filter(({ at }) => at > each.at - ms && at <= each.at);
          const sum = (questions: readonly PacedQuestion[]): number =>
            questions.reduce((total, { weight }) => total + weight, 0);
          expect(sum(within(600_000))).toBeLessThanOrEqual(60);
          expect(sum(within(2_000).filter(({ subject }) => subject === each.subject))).toBeLessThan(6);
          expect(within(15_000).filter(({ key }) => key === each.key)).toHaveLength(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});
