import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStore } from './scratch-store.ts';
import { closedTrade, fillEvent, OTHER_RECORDS, orderRequest, SESSION, snapshot } from './store-records.ts';

const PAGE = fileURLToPath(new URL('../../../docs/live/store.md', import.meta.url));
const page = readFileSync(PAGE, 'utf8');
const queries = [...page.matchAll(/([^\n]+)\n\n```sql\n([\s\S]*?)```/g)].map(([, title = '', sql = '']) => ({
  title,
  sql,
}));

describe('the SQL cookbook', () => {
  it('has queries', () => expect(queries.length).toBeGreaterThan(8));

  it.each(queries)('$title', async ({ sql }) => {
    const store = await openStore();
    await Promise.all(
      [
        SESSION,
        orderRequest(1),
        orderRequest(2),
        { kind: 'orderSent', orderId: 1, request: 'place', attempt: 1 } as const,
        { kind: 'sendOutcome', orderId: 1, request: 'place', outcome: 'accepted', code: '', text: '' } as const,
        fillEvent(1, 'X-1'),
        closedTrade(Date.UTC(2024, 2, 4, 17), '100.10'),
        snapshot('100000.00'),
        { kind: 'position', symbol: 'X', quantity: '1', averagePrice: '1', marketPrice: null, external: true } as const,
        ...OTHER_RECORDS,
      ].map((record) => store.append(record)),
    );
    expect((await store.queries.sql(sql)).length).toBeGreaterThan(0);
  });

  it('lists every table that there is', async () => {
    const store = await openStore();
    const tables = await store.queries.sql(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    expect(tables.length).toBeGreaterThan(12);
    for (const { name } of tables) expect(page).toContain(`\`${name}\``);
  });
});
